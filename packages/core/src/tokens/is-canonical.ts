import { base64url, decodeBytes, toBigInt } from "../base/bytes.ts";
import type { AccessAlgorithm } from "./check-key.ts";

/** A signature of 64 bytes in canonical base64url: the last character encodes two bits. */
const CANONICAL = /^[\w-]+\.[\w-]+\.[\w-]{85}[AQgw]$/;

/** The order of P-256 (FIPS 186-5). */
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * Whether a token is in its only accepted form: a second form would bypass a cache or denylist of tokens. An ES256 signature
 * (`r` and `s`, 32 bytes each) must have the lower of its two possible `s`: `(r, n - s)` is also a valid signature.
 */
export function isCanonical(token: string, alg: AccessAlgorithm): boolean {
  if (!CANONICAL.test(token)) return false;
  return alg !== "ES256" || readS(signatureOf(token)) <= N / 2n;
}

/** Returns the token with the lower `s`. */
export function toLowS(token: string): string {
  const bytes = signatureOf(token);
  const s = readS(bytes);
  if (s <= N / 2n) return token;
  const low = (N - s).toString(16).padStart(64, "0");
  for (let index = 0; index < 32; index++)
    bytes[32 + index] = Number.parseInt(low.slice(index * 2, index * 2 + 2), 16);
  return token.slice(0, token.lastIndexOf(".") + 1) + base64url(bytes);
}

function signatureOf(token: string): Uint8Array {
  return decodeBytes(token.slice(token.lastIndexOf(".") + 1));
}

function readS(signature: Uint8Array): bigint {
  return toBigInt(signature.subarray(32));
}
