import type { Context } from "../flow/context.ts";
import { type EndpointResponse, problem } from "./response.ts";

export const WELL_KNOWN_KEYS = "/.well-known/jwks.json";

/** The public keys of access tokens (RFC 7517), or 404 if they are signed with the secret. */
export function keySet({ asymmetric }: Context): EndpointResponse {
  if (!asymmetric) return problem("not_found");
  return {
    status: 200,
    headers: [
      ["content-type", "application/jwk-set+json"],
      ["cache-control", "public, max-age=300"],
    ],
    body: JSON.stringify(asymmetric.jwks()),
  };
}
