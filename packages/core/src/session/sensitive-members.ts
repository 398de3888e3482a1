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
    if (isSensitive(member)) {
      throw new SessionConfigError(
        memberPath,
        "looks like a password, a hash or a secret, and does not belong in a session. Pick the members you need one by one.",
        "sensitive_member",
      );
    }
    refuseSensitiveMembers(inner, memberPath);
  }
}

/** Names are few and asked about again at every request; the bound is for those that a client could choose. */
const known = new Map<string, boolean>();
const MAX_KNOWN = 1_000;

function isSensitive(name: string): boolean {
  const answer = known.get(name) ?? words(name).some((word) => SENSITIVE.has(word));
  if (known.size < MAX_KNOWN) known.set(name, answer);
  return answer;
}

/** `userPasswordHash`, `PASSWORD_HASH` and `password-hash` are the same three words to a reader. */
function words(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/);
}
