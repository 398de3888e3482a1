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
  hash?(algorithm: "sha256", data: string, encoding: "base64url"): string;
}

const host = globalThis as {
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
  if (crypto) {
    const secret = crypto.createSecretKey(key);
    return (text) => crypto.createHmac("sha256", secret).update(text).digest("base64url");
  }
  // Reuses the state after the key block, which halves the cost per token.
  const keyed = hmac.create(sha256, key);
  return (text) => base64url(keyed.clone().update(utf8(text)).digest());
}

/** @returns SHA-256 of a text, as base64url. */
export function sha256Text(text: string): string {
  if (crypto?.hash) return crypto.hash("sha256", text, "base64url");
  return crypto
    ? crypto.createHash("sha256").update(text).digest("base64url")
    : base64url(sha256(utf8(text)));
}
