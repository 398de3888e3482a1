import { createDecipheriv } from "node:crypto";

/** Decrypts AES-256-CBC. Only for bytes that were authenticated: errors of padding would help an attacker to decrypt. */
export function decryptCbc(key: Buffer, iv: Buffer, ciphertext: Buffer): Buffer | null {
  if (iv.length !== 16 || ciphertext.length === 0 || ciphertext.length % 16 !== 0) return null;
  const decipher = createDecipheriv("aes-256-cbc", key, iv);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}
