import { type Problem, problem } from "@sessionkit/core";
import type { Context, Next, TypedResponse } from "hono";
import type { PartnerSession, VerifyPartnerToken } from "./partner-tokens.ts";

export interface PartnerEnv {
  Variables: { partner: PartnerSession };
}

type Refusal = Response &
  (TypedResponse<Problem, 401, "json"> | TypedResponse<Problem, 503, "json">);

/** Requires a valid access token of the other service. Answers 401 without one, and 503 if its keys cannot be loaded. */
export function requirePartner(verify: VerifyPartnerToken) {
  return async (c: Context<PartnerEnv>, next: Next): Promise<Refusal | undefined> => {
    const token = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    if (token === undefined) return refusal(problem("session_required", "absent"));
    const outcome = await verify(token);
    if (outcome.status === "unavailable") {
      console.warn("partner.keys_failed", { error: outcome.error });
      return refusal(problem("unavailable", "unavailable"));
    }
    if (outcome.status === "refused") {
      // The session may still be active: the client gets a new access token from the service that issued this one.
      const reason = outcome.reason === "expired" ? "absent" : "malformed";
      return refusal(problem("session_required", reason, [], [INVALID_TOKEN]));
    }
    c.set("partner", outcome.session);
    c.header("cache-control", "private, no-store");
    await next();
    return undefined;
  };
}

/** RFC 6750 3.1. */
const INVALID_TOKEN = ["www-authenticate", 'Bearer error="invalid_token"'] as const;

function refusal({ status, headers, body }: ReturnType<typeof problem>): Refusal {
  const init = {
    status,
    headers: headers.map(([name, value]) => [name, value] as [string, string]),
  };
  return new Response(body, init) as Refusal;
}
