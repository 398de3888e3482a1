import { SessionConfigError } from "../base/errors.ts";

const SENSITIVE = new Set([
  "password",
  "passwords",
  "passwd",
  "passphrase",
  "pwd",
  "hash",
  "hashed",
  "secret",
  "secrets",
  "salt",
]);

/**
 * Throws `SessionConfigError` naming the first member, at any depth, whose name has a word such as `password`, `hash`
 * or `secret`: what is put into a credential or a session leaves the user table, and these must not.
 */
export function refuseSensitiveMembers(value: unknown, path: string): void {
  if (typeof value !== "object" || value === null) return;
  for (const [member, inner] of Object.entries(value)) {
    const memberPath = `${path}.${member}`;
    if (words(member).some((word) => SENSITIVE.has(word))) {
      throw new SessionConfigError(
        memberPath,
        "looks like a password, a hash or a secret, and does not belong in a session. Pick the members you need one by one.",
        "sensitive_member",
      );
    }
    refuseSensitiveMembers(inner, memberPath);
  }
}

/** `userPasswordHash`, `PASSWORD_HASH` and `password-hash` are the same three words to a reader. */
function words(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/);
}
