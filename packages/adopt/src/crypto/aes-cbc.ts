import { createDecipheriv, type Decipher } from "node:crypto";

/**
 * Decrypts AES-256-CBC. Only for bytes that were authenticated: errors of padding would help an attacker to decrypt. Returns
 * null if another key has encrypted them.
 */
export function decryptCbc(key: Buffer, iv: Buffer, ciphertext: Buffer): Buffer | null {
  if (iv.length !== 16 || ciphertext.length === 0 || ciphertext.length % 16 !== 0) return null;
  const decipher = createDecipheriv("aes-256-cbc", key, iv);
  return finish(decipher, decipher.update(ciphertext));
}

/** Returns the plain bytes, or null if the last block or the tag is wrong. */
export function finish(decipher: Decipher, plain: Buffer): Buffer | null {
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch (error) {
    if (error instanceof Error) return null; // OpenSSL reports it in no other way
    throw error;
  }
}
