import { createDecipheriv } from "node:crypto";
import { decryptCbc, finish } from "./aes-cbc.ts";
import { decodeBase64url } from "./base64.ts";
import { parseObject } from "./json-object.ts";
import { hmac, isEqual } from "./mac.ts";

export type ContentEncryption = "A256GCM" | "A256CBC-HS512";

/**
 * Decrypts a compact JWE with a shared key (`alg: "dir"`, RFC 7518, 4.5) and one content encryption, and returns its JSON
 * object. Returns null for any other algorithm, for a header that requires extensions or compression, and for a token that
 * the key did not encrypt.
 *
 * @param keysFor the keys to try for a key id; undefined if the token has none
 */
export function decryptJwe(
  token: string,
  encryption: ContentEncryption,
  keysFor: (keyId: unknown) => readonly Buffer[],
): Record<string, unknown> | null {
  const segments = token.split(".");
  const [header = "", encryptedKey] = segments;
  const parts = segments.map(decodeBase64url);
  const [headerBytes, , iv, ciphertext, tag] = parts;
  if (segments.length !== 5 || encryptedKey !== "") return null;
  if (!headerBytes || !iv || !ciphertext || !tag) return null;

  const claimed = parseObject(headerBytes);
  if (claimed?.alg !== "dir" || claimed.enc !== encryption) return null;
  if (claimed.crit !== undefined || claimed.zip !== undefined) return null;

  const aad = Buffer.from(header);
  for (const key of keysFor(claimed.kid)) {
    const plain = decrypt[encryption]({ key, iv, ciphertext, tag, aad });
    if (plain) return parseObject(plain);
  }
  return null;
}

interface Encrypted {
  readonly key: Buffer;
  readonly iv: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
  readonly aad: Buffer;
}

const decrypt = { A256GCM: decryptGcm, "A256CBC-HS512": decryptCbcHmac } as const;

/** RFC 7518, 5.3. Node accepts shorter tags, which are easier to forge: only 16 bytes are valid. */
function decryptGcm({ key, iv, ciphertext, tag, aad }: Encrypted): Buffer | null {
  if (iv.length !== 12 || tag.length !== 16) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: 16 });
  decipher.setAAD(aad).setAuthTag(tag);
  return finish(decipher, decipher.update(ciphertext));
}

/** RFC 7518, 5.2.5: the first half of the key authenticates, the second encrypts. */
function decryptCbcHmac({ key, iv, ciphertext, tag, aad }: Encrypted): Buffer | null {
  const aadBits = Buffer.alloc(8);
  aadBits.writeBigUInt64BE(BigInt(aad.length) * 8n);
  const full = hmac("sha512", key.subarray(0, 32), Buffer.concat([aad, iv, ciphertext, aadBits]));
  if (iv.length !== 16 || !isEqual(full.subarray(0, 32), tag)) return null;
  return decryptCbc(key.subarray(32), iv, ciphertext);
}
