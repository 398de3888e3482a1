import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { base64url, utf8 } from "../base/bytes.ts";
import { SessionConfigError } from "../base/errors.ts";
import { createMac, type Mac } from "./hmac.ts";

/** Purpose of a key. A token for one purpose never verifies for another. */
export type Purpose = "access" | "session" | "forwarded" | "adoption" | "device";

export interface Key {
  /** Short thumbprint of the derived key; public. */
  readonly kid: string;
  readonly mac: Mac;
}

/** The first key signs, all verify. */
export interface KeyRing {
  readonly signing: Key;
  readonly all: readonly Key[];
}

const GENERATE = "Generate one with `openssl rand -base64 32`.";
const MIN_BYTES = 32;
const MIN_DISTINCT = 10;
/** Placeholders from tutorials, templates and frameworks. 32 random bytes as base64 or hex do not match. */
const PLACEHOLDERS =
  /change.?me|replace.?(me|this|with)|your.?(own|secret|super|session)|super.?secret|secret.?key|my.?(ultra|super|very)?.?(secure|secret)|ultra.?(secure|secret)|long.?secret|placeholder|example|password|keyboard.?cat|insecure|random.?string|characters|generate|^[<[{$]|[>\]}]$|01234567|12345678|abcdefgh/i;

/** Derives one key per secret for a purpose (HKDF-SHA-256, RFC 5869). Synchronous, and called at construction only. */
export function deriveKeys(secrets: readonly string[], purpose: Purpose): KeyRing {
  const all = secrets.map((secret) => derive(secret, purpose));
  return { signing: all[0] as Key, all };
}

/** @returns the secrets, newest first. Throws `SessionConfigError` if there is none, or if one is guessable. */
export function checkSecrets(option: string | readonly string[] | undefined): readonly string[] {
  const secrets: readonly string[] = Array.isArray(option) ? option : [option ?? ""];
  if (secrets.every((secret) => secret === "")) {
    throw refuse(
      "is missing. Generate one with `openssl rand -base64 32` and pass it, from the environment.",
    );
  }
  for (const secret of secrets) {
    const fault = faultOf(secret);
    if (fault) throw refuse(fault);
  }
  return secrets;
}

/** What is wrong with a secret; null if nothing is. */
function faultOf(secret: unknown): string | null {
  if (typeof secret !== "string")
    return `expected a string or an array of strings, got ${typeof secret}.`;
  if (secret !== secret.trim() || /[\r\n]/.test(secret))
    return "begins or ends with white space or holds a line break. Trim it where it is read.";
  if (/^(["'`]).*\1$/.test(secret))
    return "is wrapped in quotes, which the environment file did not remove. Remove them.";
  const bytes = utf8(secret).length;
  if (bytes < MIN_BYTES) return `has ${bytes} bytes and needs at least ${MIN_BYTES}. ${GENERATE}`;
  if (new Set(secret).size < MIN_DISTINCT || isRepeated(secret))
    return `repeats itself and can be guessed. ${GENERATE}`;
  return PLACEHOLDERS.test(secret) ? `looks like a placeholder. ${GENERATE}` : null;
}

function isRepeated(secret: string): boolean {
  return (secret + secret).indexOf(secret, 1) < secret.length;
}

function refuse(message: string): SessionConfigError {
  return new SessionConfigError("secret", message);
}

function derive(secret: string, purpose: Purpose): Key {
  const key = hkdf(sha256, utf8(secret), utf8("sessionkit v1"), utf8(purpose), 32);
  return { kid: base64url(sha256(key)).slice(0, 8), mac: createMac(key) };
}
