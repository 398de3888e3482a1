import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, jwtVerify } from "jose";
import { decodeBytes } from "../base/bytes.ts";
import { SessionConfigError } from "../base/errors.ts";
import { checkId } from "../base/text.ts";
import { readPayload } from "./access-token.ts";
import type { AccessAlgorithm } from "./check-key.ts";
import { isCanonical } from "./is-canonical.ts";
import { MAX_TOKEN_LENGTH, parsePayload } from "./jws.ts";

export interface AccessTokenVerifierOptions {
  /** URL of the key set of the service that issues the tokens, or the key set itself. */
  readonly jwks: URL | JSONWebKeySet;
  readonly issuer: string;
  readonly audience: string;
  /** Accepted algorithms. Default: both. */
  readonly algorithms?: readonly AccessAlgorithm[] | undefined;
  /** Minimum time between two fetches of the keys because of unknown key ids, in milliseconds. Default: 30000. */
  readonly cooldown?: number | undefined;
  /** Timeout of fetching the keys, in milliseconds. Default: 2000. */
  readonly timeout?: number | undefined;
}

/** A verified access token of another service. Times are milliseconds since the epoch. */
export interface VerifiedAccessToken {
  readonly sessionId: string;
  readonly userId: string;
  /** Set in an impersonation: the user who acts as `userId`, and the actor's own session. */
  readonly actor: { readonly userId: string; readonly sessionId: string } | null;
  readonly authenticatedAt: number;
  readonly expiresAt: number;
  /** The result of the `claims` option of that service. Check the types of its members. */
  readonly claims: Readonly<Record<string, unknown>>;
}

export type AccessTokenVerdict =
  | { readonly status: "verified"; readonly token: VerifiedAccessToken }
  | { readonly status: "refused"; readonly reason: "expired" | "malformed" }
  | { readonly status: "unavailable"; readonly error: unknown };

/** Tolerated clock skew, in seconds. */
const SKEW = 5;

/**
 * Creates a function that verifies access tokens of another service, signed with its `accessKeys`, by its public keys
 * (RFC 7517). The keys are cached for ten minutes, so that tokens can be verified while that service is down. Algorithm,
 * type, issuer and audience are pinned (RFC 8725). The function never rejects: if the keys cannot be fetched, it returns
 * `unavailable`.
 *
 * @example
 * const verify = createAccessTokenVerifier({
 *   jwks: new URL("https://api.example/.well-known/jwks.json"),
 *   issuer: "https://api.example",
 *   audience: "https://api.example",
 * });
 * const verdict = await verify(token);
 */
export function createAccessTokenVerifier(
  options: AccessTokenVerifierOptions,
): (token: string) => Promise<AccessTokenVerdict> {
  const { jwks, algorithms = ["EdDSA", "ES256"] } = options;
  const issuer = checkId(options.issuer, "issuer");
  const audience = checkId(options.audience, "audience");
  if (algorithms.some((alg) => alg !== "EdDSA" && alg !== "ES256")) {
    throw new SessionConfigError("algorithms", 'expected "EdDSA", "ES256" or both.');
  }
  const keys =
    jwks instanceof URL
      ? createRemoteJWKSet(jwks, {
          cooldownDuration: options.cooldown ?? 30_000,
          timeoutDuration: options.timeout ?? 2_000,
        })
      : createLocalJWKSet(jwks);
  return async (token) => {
    try {
      const { protectedHeader } = await jwtVerify(token, keys, {
        issuer,
        audience,
        typ: "at+jwt",
        algorithms: [...algorithms],
        clockTolerance: SKEW,
      });
      const isOurs =
        token.length <= MAX_TOKEN_LENGTH &&
        Object.keys(protectedHeader).sort().join() === "alg,kid,typ" &&
        protectedHeader.typ === "at+jwt" &&
        isCanonical(token, protectedHeader.alg as AccessAlgorithm);
      const verified = isOurs ? readToken(token, { issuer, audience }) : null;
      return verified
        ? { status: "verified", token: verified }
        : { status: "refused", reason: "malformed" };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { status: "refused", reason: "expired" };
      if (isRefusal(error)) return { status: "refused", reason: "malformed" };
      return { status: "unavailable", error };
    }
  };
}

function readToken(
  token: string,
  names: { readonly issuer: string; readonly audience: string },
): VerifiedAccessToken | null {
  const bytes = decodeBytes(token.split(".")[1] as string);
  const payload = parsePayload(new TextDecoder().decode(bytes));
  const read = payload && readPayload(payload, names);
  return (
    read && {
      sessionId: read.id,
      userId: read.userId,
      actor: read.actor,
      authenticatedAt: read.authenticatedAt,
      expiresAt: read.tokenExpiresAt,
      claims: read.claims as VerifiedAccessToken["claims"],
    }
  );
}

/** Whether jose reports an invalid token. Other errors mean that the keys could not be fetched. */
function isRefusal(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && REFUSALS.has(code);
}

const REFUSALS = new Set([
  "ERR_JWT_INVALID",
  "ERR_JWT_CLAIM_VALIDATION_FAILED",
  "ERR_JWS_INVALID",
  "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
  "ERR_JOSE_ALG_NOT_ALLOWED",
  "ERR_JOSE_NOT_SUPPORTED",
  "ERR_JWKS_NO_MATCHING_KEY",
  "ERR_JWKS_MULTIPLE_MATCHING_KEYS",
]);
