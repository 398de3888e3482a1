import { generateKeyPairSync } from "node:crypto";
import type { AccessKeyPair } from "@sessionkit/core";

/**
 * The key pair that signs access tokens: other services can verify them with `/.well-known/jwks.json`, and cannot issue
 * any. `SESSION_ACCESS_KEY` is a private JWK; without it, each start generates a pair.
 */
export function accessKeyPair(jwk = process.env.SESSION_ACCESS_KEY): AccessKeyPair {
  const privateKey = jwk
    ? parse(jwk)
    : generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  return { alg: "EdDSA", privateKey: privateKey as AccessKeyPair["privateKey"] };
}

function parse(jwk: string): object {
  try {
    return JSON.parse(jwk) as object;
  } catch (error) {
    // The parser's message contains the input, which is a secret.
    if (error instanceof SyntaxError) throw new TypeError("SESSION_ACCESS_KEY is not JSON.");
    throw error;
  }
}
