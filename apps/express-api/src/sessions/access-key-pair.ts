import { generateKeyPairSync } from "node:crypto";
import type { AccessKeyPair } from "@sessionkit/core";

/**
 * What access tokens are signed with, so that other services verify them by `/.well-known/jwks.json` and make none.
 * `SESSION_ACCESS_KEY` is a private JWK; without it there is a pair for as long as the process lives.
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
    // The parser's own message repeats what it read, and that is a secret.
    if (error instanceof SyntaxError) throw new TypeError("SESSION_ACCESS_KEY is no JSON.");
    throw error;
  }
}
