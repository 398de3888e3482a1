import { createHmac, timingSafeEqual } from "node:crypto";

/** HMAC of UTF-8 text or bytes (RFC 2104). */
export function hmac(
  hash: "sha256" | "sha512",
  key: string | Buffer,
  data: string | Buffer,
): Buffer {
  return createHmac(hash, key).update(data).digest();
}

/** Compares in constant time. Bytes of different length are not equal. */
export function isEqual(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
