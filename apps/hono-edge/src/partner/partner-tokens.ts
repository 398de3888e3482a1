import { createRemoteJWKSet, errors, jwtVerify } from "jose";

export interface PartnerOptions {
  /** Where the service that signs users in publishes its keys. */
  readonly jwks: URL;
  readonly issuer: string;
  readonly audience: string;
  /** Milliseconds before an unknown key makes this service ask for the keys again. 30,000. */
  readonly cooldown?: number;
}

/** A session of the other service, as its access token says it. */
export interface PartnerSession {
  readonly id: string;
  readonly userId: string;
  readonly role: string | null;
  /** Milliseconds since the epoch. */
  readonly authenticatedAt: number;
}

type PartnerOutcome =
  | { readonly status: "verified"; readonly session: PartnerSession }
  | { readonly status: "refused"; readonly reason: "expired" | "malformed" }
  | { readonly status: "unavailable"; readonly error: unknown };

/** Verifies a token of the other service. Never rejects: an outage of its keys is `unavailable`, not a refusal. */
export type VerifyPartnerToken = (token: string) => Promise<PartnerOutcome>;

/** Clocks of two servers may differ by this much, in seconds. */
const SKEW = 5;

/**
 * By its published keys (RFC 7517), which are kept for ten minutes: while the other service is down, its tokens go on.
 * The algorithm, the type, who made it and for whom are pinned (RFC 8725).
 */
export function createPartnerTokens(options: PartnerOptions): VerifyPartnerToken {
  const { issuer, audience, cooldown: cooldownDuration = 30_000 } = options;
  const keys = createRemoteJWKSet(options.jwks, { cooldownDuration, timeoutDuration: 2_000 });
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        typ: "at+jwt",
        algorithms: ["EdDSA"],
        clockTolerance: SKEW,
        requiredClaims: ["sub", "sid", "exp", "auth_time"],
      });
      return { status: "verified", session: sessionOf(payload) };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { status: "refused", reason: "expired" };
      if (isRefusal(error)) return { status: "refused", reason: "malformed" };
      return { status: "unavailable", error };
    }
  };
}

function sessionOf(payload: Readonly<Record<string, unknown>>): PartnerSession {
  const { sub, sid, role, auth_time } = payload;
  return {
    id: String(sid),
    userId: String(sub),
    role: typeof role === "string" ? role : null,
    authenticatedAt: Number(auth_time) * 1000,
  };
}

/** jose's word that the token is bad. Anything else is about the keys, which could not be had. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWKSNoMatchingKey
  );
}
