import { type Authenticated, type Outcome, unauthenticated } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import { adoptOrAbsent, retireOld } from "./adopt.ts";
import type { Accepted, RedeemOptions } from "./backend/backend.ts";
import type { Call } from "./call.ts";
import { implicitAnswer, orUnavailable, withCookies, withoutGuest } from "./steps/answers.ts";
import { issue } from "./steps/issue.ts";
import { refuseToken } from "./steps/refuse.ts";
import { unchanged } from "./steps/to-session.ts";

/**
 * Exchanges the session token for fresh credentials: rotates, converges or branches by the rotation table, and signs an
 * access token in `jwt` mode. Concurrent calls with the same token are all authenticated.
 */
export function refresh(call: Call): Promise<Outcome> {
  const { malformed, sessionToken } = call.credentials;
  if (malformed) return Promise.resolve(unauthenticated("malformed"));
  return orUnavailable(
    sessionToken === null
      ? adoptOrAbsent(call)
      : redeemToken(call, sessionToken, { write: !call.isPrefetch, issues: true }),
  );
}

/**
 * Authenticates by the session token: for a refresh, for every request in `database` mode, and for requests whose access
 * token has expired. Rejects with `SessionStoreError`.
 */
export async function redeemToken(
  call: Call,
  sessionToken: string,
  { write, issues = true, proof = null }: Pick<RedeemOptions, "write" | "issues" | "proof">,
): Promise<Outcome> {
  const { context, credentials } = call;
  let isTooLarge = false;
  async function issueTo(accepted: Accepted, signs: boolean): Promise<Authenticated<Session>> {
    const issued = await issue(call, accepted, { explicit: false, proof });
    const hasAccess = !signs || issued.accessToken !== null;
    // The claims are too large for an access token, and no cookie has to be set or cleared.
    const isQuiet = credentials.transport === "cookie" && credentials.accessToken === null;
    if (!hasAccess && !accepted.changed && isQuiet) return unchanged(context, accepted);
    isTooLarge = !hasAccess;
    // That of the record: a held position is always behind it.
    return implicitAnswer(context, accepted.record, issued.answer);
  }

  const redeemed = await context.backend.redeem(call, sessionToken, {
    write,
    issues,
    proof,
    answer(accepted) {
      isTooLarge = false;
      // A guest has no access token.
      const signs = context.access !== null && accepted.record.userId !== null;
      return !write || !issues || (!signs && !accepted.changed)
        ? unchanged(context, accepted)
        : issueTo(accepted, signs);
    },
  });
  if (redeemed.status === "refused") return refuseToken(call, redeemed);
  if (isTooLarge) {
    const { id: sessionId, userId } = redeemed.answer.session;
    const text = context.userIds.format(userId);
    context.emit("session.claims_too_large", { sessionId, userId: text });
  }
  const answer = withoutGuest(context, redeemed.answer);
  // A client that has received its own credentials no longer needs those of another library.
  return context.adoption && answer.status === "authenticated" && answer.cookies.length > 0
    ? withCookies(context, answer, await retireOld(call))
    : answer;
}
