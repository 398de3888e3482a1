import { isPrefetch, type SessionRequest } from "../request/request.ts";
import { type Authenticated, type Outcome, unauthenticated } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import { adopt, retireOld } from "./adopt.ts";
import type { Accepted } from "./backend/backend.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { withoutGuest } from "./steps/guest-answer.ts";
import { implicitAnswer } from "./steps/implicit-answer.ts";
import { issue } from "./steps/issue.ts";
import { orUnavailable } from "./steps/or-unavailable.ts";
import type { Credentials } from "./steps/read-credentials.ts";
import { refuseToken } from "./steps/refuse-token.ts";
import { toSession, unchanged } from "./steps/to-session.ts";

/**
 * Exchanges the session token for fresh credentials: rotates, converges or branches by the rotation table, and signs an
 * access token in `jwt` mode. Concurrent calls with the same token are all authenticated.
 */
export function refresh(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
): Promise<Outcome> {
  const { malformed, sessionToken } = credentials;
  if (malformed) return Promise.resolve(unauthenticated("malformed"));
  if (sessionToken === null) return orUnavailable(adoptOrAbsent(context, request, credentials));
  return orUnavailable(
    redeemToken(context, request, credentials, sessionToken, {
      write: !isPrefetch(request),
      issues: true,
    }),
  );
}

/** For a request without a session token. */
export async function adoptOrAbsent(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
): Promise<Outcome> {
  return (await adopt(context, request, credentials)) ?? unauthenticated("absent");
}

interface RedeemTokenOptions {
  /** False for a prefetch, or if cookies cannot be set: nothing is extended, rotated or issued. */
  readonly write: boolean;
  /** False if the response cannot carry tokens to the client: nothing is rotated or issued. */
  readonly issues: boolean;
}

/**
 * Authenticates by the session token: for a refresh, for every request in `database` mode, and for requests whose access
 * token has expired. Rejects with `SessionStoreError`.
 */
export async function redeemToken(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
  sessionToken: string,
  { write, issues }: RedeemTokenOptions,
): Promise<Outcome> {
  const { transport, specs } = credentials;
  let isTooLarge = false;
  async function issueTo(accepted: Accepted, signs: boolean): Promise<Authenticated<Session>> {
    const issued = await issue(context, accepted, { transport, specs, explicit: false });
    const hasAccess = !signs || issued.accessToken !== null;
    // The claims are too large for an access token, and no cookie has to be set or cleared.
    const isQuiet = transport === "cookie" && credentials.accessToken === null;
    if (!hasAccess && !accepted.changed && isQuiet) return keepCredentials(context, accepted);
    isTooLarge = !hasAccess;
    // That of the record: a held position is always behind it.
    return implicitAnswer(context, accepted.record, issued.answer);
  }

  const redeemed = await context.backend.redeem(new Call(context, request), sessionToken, {
    write,
    issues,
    answer(accepted) {
      isTooLarge = false;
      // A guest has no access token.
      const signs = context.access !== null && accepted.record.userId !== null;
      return !write || !issues || (!signs && !accepted.changed)
        ? keepCredentials(context, accepted)
        : issueTo(accepted, signs);
    },
  });
  if (redeemed.status === "refused") return refuseToken(context, request, credentials, redeemed);
  if (isTooLarge) {
    const { id: sessionId, userId } = redeemed.answer.session;
    const text = context.userIds.format(userId);
    context.emit("session.claims_too_large", { sessionId, userId: text });
  }
  const answer = withoutGuest(context, redeemed.answer);
  if (answer.status !== "authenticated") return answer;
  return context.adoption && answer.cookies.length > 0
    ? withoutOld(context, request, answer)
    : answer;
}

/** The client has received its own credentials: those of another library are no longer needed. */
async function withoutOld(
  context: Context,
  request: SessionRequest,
  answer: Outcome & { status: "authenticated" },
): Promise<Outcome> {
  const cleared = await retireOld(context, request);
  if (cleared.length === 0) return answer;
  const extended = { ...answer, cookies: [...answer.cookies, ...cleared] };
  const condition = context.conditions.get(answer);
  if (condition) context.conditions.set(extended, condition);
  return extended;
}

function keepCredentials(
  context: Context,
  accepted: Accepted,
): Outcome & { status: "authenticated" } {
  return unchanged(context, toSession(context, accepted, accepted.authenticatedAt.getTime()), null);
}
