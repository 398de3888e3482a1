import { base64url } from "../base/bytes.ts";

/** The order of P-256 (FIPS 186-5). */
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * Whether an ES256 signature (`r` and `s`, 32 bytes each, base64url) has the lower of its two possible `s`. `(r, n - s)` is
 * also a valid signature, and would be a second form of the same token.
 */
export function hasLowS(signature: string): boolean {
  return readS(decode(signature)) <= N / 2n;
}

/** Returns the token with the lower `s`. */
export function toLowS(token: string): string {
  const start = token.lastIndexOf(".") + 1;
  const bytes = decode(token.slice(start));
  const s = readS(bytes);
  if (s <= N / 2n) return token;
  const low = (N - s).toString(16).padStart(64, "0");
  for (let index = 0; index < 32; index++)
    bytes[32 + index] = Number.parseInt(low.slice(index * 2, index * 2 + 2), 16);
  return token.slice(0, start) + base64url(bytes);
}

function readS(bytes: Uint8Array): bigint {
  let s = 0n;
  for (const byte of bytes.subarray(32)) s = (s << 8n) | BigInt(byte);
  return s;
}

function decode(signature: string): Uint8Array {
  const binary = atob(signature.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
