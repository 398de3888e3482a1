import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { base64url, utf8 } from "../base/bytes.ts";

/** HMAC-SHA-256 (RFC 2104) of a text under one key, as base64url: 43 characters. Synchronous on every runtime. */
export type Mac = (text: string) => string;

interface Digest {
  update(data: string | Uint8Array): Digest;
  digest(encoding: "base64url"): string;
}

interface NodeCrypto {
  createHmac(algorithm: "sha256", key: unknown): Digest;
  createHash(algorithm: "sha256"): Digest;
  createSecretKey(key: Uint8Array): unknown;
  /** Node 20.12 or newer. */
  hash?(algorithm: "sha256", data: string | Uint8Array, encoding: "latin1" | "base64url"): string;
}

/** Of Node's Buffer: returns the number of bytes written. */
interface Block extends Uint8Array {
  write(text: string, offset: number, encoding: "utf8" | "latin1"): number;
  subarray(start: number, end: number): Block;
}

const host = globalThis as {
  Buffer?: { alloc(size: number, fill?: number): Block };
  EdgeRuntime?: string;
  process?: { getBuiltinModule?(id: "node:crypto"): NodeCrypto | undefined };
};

/**
 * Looked up instead of imported, so that bundlers for other runtimes do not fail on `node:crypto`. Workers, Bun and Deno
 * also have it. In Next's Edge runtime, every function of `process` throws.
 */
const crypto =
  host.EdgeRuntime === undefined ? host.process?.getBuiltinModule?.("node:crypto") : undefined;

export function createMac(key: Uint8Array): Mac {
  if (crypto) return createNodeMac(crypto, key);
  // Reuses the state after the key block, which halves the cost per token.
  const keyed = hmac.create(sha256, key);
  return (text) => base64url(keyed.clone().update(utf8(text)).digest());
}

/** The size of a block of SHA-256, in bytes. */
const BLOCK = 64;
/** Longer texts are rare. In characters, of up to three bytes each. */
const MAX_SHORT = 4_096;

/** Two calls that hash at once take about half as long as `createHmac`, which creates an object of OpenSSL. */
function createNodeMac({ createHmac, createSecretKey, hash }: NodeCrypto, key: Uint8Array): Mac {
  const secret = createSecretKey(key);
  const long: Mac = (text) => createHmac("sha256", secret).update(text).digest("base64url");
  if (!hash || !host.Buffer || key.length > BLOCK) return long;
  const inner = host.Buffer.alloc(BLOCK + 3 * MAX_SHORT);
  const outer = host.Buffer.alloc(BLOCK + 32);
  for (let index = 0; index < BLOCK; index++) {
    const byte = key[index] ?? 0;
    inner[index] = byte ^ 0x36;
    outer[index] = byte ^ 0x5c;
  }
  return (text) => {
    if (text.length > MAX_SHORT) return long(text);
    const end = BLOCK + inner.write(text, BLOCK, "utf8");
    outer.write(hash("sha256", inner.subarray(0, end), "latin1"), BLOCK, "latin1");
    return hash("sha256", outer, "base64url");
  };
}

/** @returns SHA-256 of a text, as base64url. */
export function sha256Text(text: string): string {
  if (crypto?.hash) return crypto.hash("sha256", text, "base64url");
  return crypto
    ? crypto.createHash("sha256").update(text).digest("base64url")
    : base64url(sha256(utf8(text)));
}
