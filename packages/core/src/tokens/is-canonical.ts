import type { AccessAlgorithm } from "./check-key.ts";
import { hasLowS } from "./low-s.ts";

/** A signature of 64 bytes in canonical base64url: the last character encodes two bits. */
const CANONICAL = /^[\w-]+\.[\w-]+\.[\w-]{85}[AQgw]$/;

/** Whether a token is in its only accepted form: a second form would bypass a cache or denylist of tokens. */
export function isCanonical(token: string, alg: AccessAlgorithm): boolean {
  return (
    CANONICAL.test(token) && (alg !== "ES256" || hasLowS(token.slice(token.lastIndexOf(".") + 1)))
  );
}
