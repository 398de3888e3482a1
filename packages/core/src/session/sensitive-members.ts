import { BoundedMap } from "../base/bounded-map.ts";
import { SessionConfigError } from "../base/errors.ts";

/** Words of a name, as `words` splits it. */
const SENSITIVE_WORDS = new Set([
  ...["password", "passwords", "passwd", "passphrase", "pwd", "hash", "hashed", "salt"],
  ...["secret", "secrets", "otp", "totp"],
]);

/** Parts of a name without its separators, for names in one lower-case word: `passwordhash`, `apikey`. */
const SENSITIVE_PARTS =
  /password|passwd|passphrase|pwhash|clientsecret|apikey|apisecret|privatekey|secretkey|signingkey|encryptionkey|(otp|totp|mfa|wallet)(seed|secret|key)|(recovery|backup)codes?|accesstoken|refreshtoken/;

/** `passwordless` describes a method of sign-in and is not a secret. */
const HARMLESS = /passwordless/g;

/** An instant as text: `passwordChangedAt: "2026-01-01T00:00:00Z"`. */
const DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Throws `SessionConfigError` naming the first member, at any depth, that looks like a secret by its name and type: secrets
 * of a user must not be copied into a credential or a session. Allows booleans, numbers, null and dates, such as
 * `mustChangePassword: true` and `passwordChangedAt`.
 */
export function refuseSensitiveMembers(value: unknown, path: string): void {
  if (typeof value !== "object" || value === null) return;
  for (const [member, inner] of Object.entries(value)) {
    const memberPath = `${path}.${member}`;
    if (holdsText(inner) && isSensitive(member)) {
      throw new SessionConfigError(
        memberPath,
        "looks like a password, a hash or a secret, and does not belong in a session. Pick the members you need one by one.",
        "sensitive_member",
      );
    }
    refuseSensitiveMembers(inner, memberPath);
  }
}

function holdsText(value: unknown): boolean {
  if (typeof value === "string") return !DATE.test(value);
  return Array.isArray(value) && value.some(holdsText);
}

/** Cache of decided names. Bounded, since a client may be able to choose names. */
const known = new BoundedMap<string, boolean>(2_000);

function isSensitive(name: string): boolean {
  const answer = known.get(name) ?? looksSensitive(name);
  known.set(name, answer);
  return answer;
}

function looksSensitive(name: string): boolean {
  const split = words(name);
  const joined = split.join("").replace(HARMLESS, "");
  return split.some((word) => SENSITIVE_WORDS.has(word)) || SENSITIVE_PARTS.test(joined);
}

/** `userPasswordHash`, `PASSWORD_HASH` and `password-hash` are the same words. */
function words(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/);
}
