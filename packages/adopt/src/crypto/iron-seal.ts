import { pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import { decryptCbc } from "./aes-cbc.ts";
import { decodeBase64url } from "./base64.ts";
import { parseObject } from "./json-object.ts";
import { hmac, isEqual } from "./mac.ts";

/** One password for all seals, or one for each password id. */
export type SealPasswords = string | Readonly<Record<string, string>>;

export interface Unsealed {
  readonly payload: Record<string, unknown>;
  /** The authenticated part of the seal. Another text with the same content has another one. */
  readonly sealed: string;
  /** Milliseconds since the epoch. Null if the seal does not expire. */
  readonly expiresAt: number | null;
}

/**
 * Opens a seal of `@hapi/iron` and its ports: `Fe26.2*id*salt*iv*ciphertext*expiry*macSalt*mac`, with AES-256-CBC and
 * HMAC-SHA256 under keys that PBKDF2 derives from the password. Returns null for a seal that the passwords did not make.
 *
 * @param iterations of PBKDF2, each tried in turn. The libraries use 1 or 8,192.
 */
export async function unseal(
  seal: string,
  passwords: SealPasswords,
  iterations: readonly number[],
): Promise<Unsealed | null> {
  const parts = readParts(seal);
  const password = parts && findPassword(passwords, parts.passwordId);
  if (!parts || password === null) return null;
  for (const count of iterations) {
    const macKey = await derive(password, parts.macSalt, count, 32, "sha1");
    if (!isEqual(hmac("sha256", macKey, parts.sealed), parts.mac)) continue;
    const key = await derive(password, parts.salt, count, 32, "sha1");
    const plain = decryptCbc(key, parts.iv, parts.ciphertext);
    const payload = plain && parseObject(plain);
    return payload && { payload, sealed: parts.sealed, expiresAt: parts.expiresAt };
  }
  return null;
}

const derive = promisify(pbkdf2);

/** Salts are 256 random bits in hexadecimal. Checked before a key is derived, so that a malformed seal costs no time. */
const SALT = /^[0-9a-f]{64}$/;
const EXPIRY = /^\d{0,15}$/;

function readParts(seal: string) {
  const parts = seal.split("*");
  if (parts.length !== 8) return null;
  const [prefix = "", passwordId = "", salt = "", iv64 = "", text64 = "", expiry = ""] = parts;
  const [macSalt = "", mac64 = ""] = parts.slice(6);
  const [iv, ciphertext, mac] = [iv64, text64, mac64].map(decodeBase64url);
  if (!iv || !ciphertext || !mac || prefix !== "Fe26.2") return null;
  if (!SALT.test(salt) || !SALT.test(macSalt) || !EXPIRY.test(expiry)) return null;
  return {
    passwordId,
    salt,
    iv,
    ciphertext,
    expiresAt: expiry === "" ? null : Number(expiry),
    macSalt,
    mac,
    sealed: parts.slice(0, 6).join("*"),
  };
}

/** Only own members: a client chooses the id, and `constructor` is a member of every object. */
function findPassword(passwords: SealPasswords, id: string): string | null {
  if (typeof passwords === "string") return passwords;
  const name = id || "default";
  return Object.hasOwn(passwords, name) ? (passwords[name] ?? null) : null;
}
