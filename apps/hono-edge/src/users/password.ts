import { scryptAsync } from "@noble/hashes/scrypt.js";

/** OWASP Password Storage: N = 2^15, r = 8, p = 3. In JavaScript, because Workers have no native scrypt. */
const COST = 2 ** 15;
/** Limits the time of hashing. */
const MAX_LENGTH = 256;

/** @returns salt and hash as text, for the password table */
export async function hashPassword(password: string, cost = COST): Promise<string> {
  const salt = hex(crypto.getRandomValues(new Uint8Array(16)));
  return `${salt}.${await derive(password, salt, cost)}`;
}

/** Whether `stored` is the hash of this password. If it is null, the result is false, after the same time. */
export async function verifyPassword(
  password: string,
  stored: string | null,
  cost = COST,
): Promise<boolean> {
  const [salt = "", hash = ""] = (stored ?? "decoy.").split(".");
  const isRight = isEqual(await derive(password.slice(0, MAX_LENGTH), salt, cost), hash);
  return isRight && stored !== null && password.length <= MAX_LENGTH;
}

async function derive(password: string, salt: string, N: number): Promise<string> {
  return hex(await scryptAsync(password.normalize("NFKC"), salt, { N, r: 8, p: 3, dkLen: 32 }));
}

/** Compares in constant time. */
function isEqual(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
