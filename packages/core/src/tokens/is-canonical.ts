import type { AccessAlgorithm } from "./check-key.ts";
import { hasLowS } from "./low-s.ts";

/** 64 bytes of signature in their only base64url form: the last character carries two bits. */
const CANONICAL = /^[\w-]+\.[\w-]+\.[\w-]{85}[AQgw]$/;

/** One spelling of a token: a second one would pass a cache or a denylist that holds the first. */
export function isCanonical(token: string, alg: AccessAlgorithm): boolean {
  return (
    CANONICAL.test(token) && (alg !== "ES256" || hasLowS(token.slice(token.lastIndexOf(".") + 1)))
  );
}
