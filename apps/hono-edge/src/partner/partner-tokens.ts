import {
  type AccessTokenVerifierOptions,
  createAccessTokenVerifier,
} from "@sessionkit/core/verifier";

export type PartnerOptions = Pick<
  AccessTokenVerifierOptions,
  "jwks" | "issuer" | "audience" | "cooldown"
>;

/** A session of the other service, from its access token. */
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

/** Verifies a token of the other service. Never rejects: if its keys cannot be loaded, the outcome is `unavailable`. */
export type VerifyPartnerToken = (token: string) => Promise<PartnerOutcome>;

export function createPartnerTokens(options: PartnerOptions): VerifyPartnerToken {
  const verify = createAccessTokenVerifier({ ...options, algorithms: ["EdDSA"] });
  return async (text) => {
    const verdict = await verify(text);
    if (verdict.status !== "verified") return verdict;
    const { sessionId, userId, authenticatedAt, claims } = verdict.token;
    const { role } = claims;
    return {
      status: "verified",
      session: {
        id: sessionId,
        userId,
        role: typeof role === "string" ? role : null,
        authenticatedAt,
      },
    };
  };
}
