import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { base64url, utf8 } from "../base/bytes.ts";

/** HMAC-SHA-256 (RFC 2104) of a text under one key, as base64url: 43 characters. Synchronous on every runtime. */
export type Mac = (text: string) => string;

interface NodeCrypto {
  hash?(algorithm: "sha256", data: Uint8Array, encoding: "buffer"): Uint8Array;
  hash?(algorithm: "sha256", data: string | Uint8Array, encoding: "base64url"): string;
}

interface NodeBuffer extends Uint8Array {
  write(text: string, offset: number): number;
}

const host = globalThis as {
  EdgeRuntime?: string;
  process?: { getBuiltinModule?(id: "node:crypto"): NodeCrypto | undefined };
  Buffer?: { byteLength(text: string): number; allocUnsafeSlow(size: number): NodeBuffer };
};
/**
 * Looked up, not imported: no bundler for another runtime trips over it, and Workers, Bun and Deno offer it too. Next's
 * Edge runtime has a `process` whose functions all throw.
 */
const oneShot =
  host.EdgeRuntime === undefined
    ? host.process?.getBuiltinModule?.("node:crypto")?.hash
    : undefined;

const BLOCK = 64;
const DIGEST = 32;
const ROOM = 8_192;

export function createMac(key: Uint8Array): Mac {
  return oneShot && host.Buffer ? nativeMac(key, oneShot, host.Buffer) : portableMac(key);
}

/** @returns SHA-256 of a text, as base64url. */
export function sha256Text(text: string): string {
  return oneShot ? oneShot("sha256", text, "base64url") : base64url(sha256(utf8(text)));
}

/**
 * HMAC as its definition says, from two one-shot digests: about two thirds of the time of a `createHmac`, which
 * allocates a native object each time. The buffers are reused, which is safe because nothing here is asynchronous.
 */
function nativeMac(
  key: Uint8Array,
  hash: NonNullable<NodeCrypto["hash"]>,
  buffers: NonNullable<typeof host.Buffer>,
): Mac {
  let inner = pad(buffers.allocUnsafeSlow(BLOCK + ROOM), key, 0x36);
  const outer = pad(buffers.allocUnsafeSlow(BLOCK + DIGEST), key, 0x5c);
  return (text) => {
    if (text.length * 3 > inner.length - BLOCK) {
      const size = BLOCK + buffers.byteLength(text);
      if (size > inner.length) inner = pad(buffers.allocUnsafeSlow(size), key, 0x36);
    }
    const written = inner.write(text, BLOCK);
    outer.set(hash("sha256", inner.subarray(0, BLOCK + written), "buffer"), BLOCK);
    return hash("sha256", outer, "base64url");
  };
}

/** Keys are 32 bytes here, so the case of a key longer than a block does not arise. */
function pad<T extends Uint8Array>(into: T, key: Uint8Array, fill: number): T {
  into.fill(fill, 0, BLOCK);
  for (let index = 0; index < key.length; index++) into[index] = (key[index] as number) ^ fill;
  return into;
}

/** Keeps the state after the key block, which halves the work for a token. */
function portableMac(key: Uint8Array): Mac {
  const keyed = hmac.create(sha256, key);
  return (text) => base64url(keyed.clone().update(utf8(text)).digest());
}
