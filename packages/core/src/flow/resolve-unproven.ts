import type { SessionRequest } from "../request/request.ts";
import type { Outcome } from "../session/outcome.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { UNCHANGED } from "./steps/check-binding.ts";
import { orUnavailable } from "./steps/or-unavailable.ts";
import type { Credentials } from "./steps/read-credentials.ts";
import { refuse } from "./steps/refuse.ts";
import { toSession, unchanged } from "./steps/to-session.ts";

/**
 * The session of a session token, without a proof of its key. Nothing is written or issued, and the session is not fresh. It
 * identifies the user whose proof of identity is needed.
 */
export function resolveUnproven(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
  sessionToken: string,
): Promise<Outcome> {
  return orUnavailable(readOnly(context, request, credentials, sessionToken));
}

async function readOnly(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
  sessionToken: string,
): Promise<Outcome> {
  const redeemed = await context.backend.redeem(new Call(context, request), sessionToken, {
    write: false,
    issues: false,
    bind: () => UNCHANGED,
    answer: (accepted) => unchanged(context, toSession(context, accepted, 0), null),
  });
  return redeemed.status === "answered"
    ? redeemed.answer
    : refuse(context, credentials, redeemed.reason, redeemed.id);
}
