import type { Outcome } from "../session/outcome.ts";
import { isSame, recordPresentation } from "../session/rotation-state.ts";
import type { AccessClaims } from "../tokens/access-token.ts";
import { peekPosition } from "../tokens/session-token.ts";
import { findCurrent, goneMeanwhile, isRefused } from "./backend/load.ts";
import type { Call } from "./call.ts";
import { orUnavailable, withoutPrefetchCookies } from "./steps/answers.ts";
import { UNCHANGED } from "./steps/device-binding.ts";
import { UNPROVEN } from "./steps/new-record.ts";
import { refuse } from "./steps/refuse.ts";
import { unchanged } from "./steps/to-session.ts";

/** The session of an access token, as the store has it now. An outage is the outcome `unavailable`. */
export function resolveFromStore(
  call: Call,
  options: { readonly write?: boolean | undefined },
  token: AccessClaims,
): Promise<Outcome> {
  return withoutPrefetchCookies(call, orUnavailable(byStore(call, options, token)));
}

/** The stored session of an access token, no fresher than the token. Records that the client presented its position. */
async function byStore(
  call: Call,
  { write = true }: { readonly write?: boolean | undefined },
  token: AccessClaims,
): Promise<Outcome> {
  const { context } = call;
  const known = await findCurrent(call, token.id);
  if (isRefused(known)) return refuse(call, known.reason, token.id);
  const { record, now } = known;
  const isPresented = write && !call.isPrefetch && !call.isMinted && holdsPosition(call, token);
  const presented = isPresented
    ? recordPresentation(record, token, now, context.timing.grace)
    : null;
  if (presented && (await call.store.update(record.id, record.version, presented)) === "missing")
    return refuse(call, goneMeanwhile(context, token.id).reason, token.id);
  const proven = Math.min(token.authenticatedAt, record.authenticatedAt.getTime());
  return unchanged(context, { ...known, authenticatedAt: proven }, token.tokenExpiresAt);
}

/**
 * Not if the session token beside the access token is from an earlier position: a late answer, of a process that issues no access
 * tokens, has replaced its successor. The client will present the earlier one, and must not be refused for it.
 */
function holdsPosition({ credentials: { sessionToken } }: Call, token: AccessClaims): boolean {
  const position = sessionToken === null ? null : peekPosition(sessionToken);
  return position === null || isSame(position, token);
}

/**
 * The session of a session token, without a proof of its key. Nothing is written or issued, and the session is not fresh. It
 * identifies the user whose proof of identity is needed. Rejects with `SessionStoreError`.
 */
export async function resolveUnproven(call: Call, sessionToken: string): Promise<Outcome> {
  const { context } = call;
  const redeemed = await context.backend.redeem(call, sessionToken, {
    write: false,
    issues: false,
    bind: () => UNCHANGED,
    answer: (accepted) => unchanged(context, { ...accepted, authenticatedAt: UNPROVEN }),
  });
  return redeemed.status === "answered"
    ? redeemed.answer
    : refuse(call, redeemed.reason, redeemed.id);
}
