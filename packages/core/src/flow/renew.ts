import { randomText } from "../base/bytes.ts";
import type { Outcome } from "../session/outcome.ts";
import type { SessionRequest } from "../request/request.ts";
import type { SessionOf } from "../session/session.ts";
import { rowOfSession } from "../session/stateless-row.ts";
import type { SessionChanges, SessionRecord } from "../store/session-store.ts";
import { touch } from "../session/touch.ts";
import { untilSwapped } from "../store/retry-on-conflict.ts";
import { hashSecret } from "../tokens/session-token.ts";
import type { Context } from "./context.ts";
import { refuseEnded } from "./refuse-ended.ts";
import { issue } from "./steps/issue.ts";
import { orUnavailable } from "./steps/or-unavailable.ts";
import { tokenOf } from "./steps/token-of.ts";

export interface RenewOptions {
  readonly request?: SessionRequest;
  /** The user has just proved who they are again (step-up): the session is fresh from now. False. */
  readonly authenticated?: boolean;
}

/**
 * Gives a session a new secret and new credentials, at a change of privilege or a step-up (OWASP ASVS 7.2.4). The old
 * session token dies in the same write; whoever presents it later is refused, and nothing else happens. Id, absolute
 * end and data stay.
 */
export function renew(
  context: Context,
  session: SessionOf,
  options: RenewOptions = {},
): Promise<Outcome> {
  return orUnavailable(
    context.mode === "stateless"
      ? renewSigned(context, session, options)
      : renewStored(context, session, options),
  );
}

function renewStored(
  context: Context,
  session: SessionOf,
  options: RenewOptions,
): Promise<Outcome> {
  const { request, authenticated = false } = options;
  return untilSwapped(context.emit, async () => {
    const loaded = await context.load.session(session.id);
    if (!loaded || loaded.user === null)
      return refuseEnded(context, request, session.id, loaded ? "user_gone" : "revoked");
    const secret = randomText(16);
    const changes = renewal(context, loaded.record, secret, options);
    const result = await context.store.update(session.id, loaded.record.version, changes);
    if (result === "missing") return refuseEnded(context, request, session.id, "revoked");
    if (result === "conflict") return null;

    const record = { ...loaded.record, ...changes, version: loaded.record.version + 1 };
    const facts = context.facts(request);
    const { id: sessionId, userId } = record;
    context.emit("session.renewed", { sessionId, userId, ...facts });
    if (authenticated) await context.recordActivity("stepped_up", { sessionId, userId }, facts);
    const specs = context.cookieSpecs(request);
    return issue(
      context,
      { record, user: loaded.user },
      tokenOf(context, record, secret),
      specs,
      true,
    );
  });
}

function renewal(
  context: Context,
  record: SessionRecord,
  secret: string,
  { request, authenticated }: RenewOptions,
): SessionChanges {
  const now = context.now();
  const generation = record.generation + 1;
  return {
    ...touch(record, () => context.facts(request), now, context.activityEvery, true),
    secretHash: hashSecret(secret),
    generation,
    branch: 1,
    previousBranch: 0,
    rotatedAt: new Date(now),
    seenGeneration: generation,
    seenAt: new Date(now),
    ...(authenticated ? { authenticatedAt: new Date(now) } : {}),
  };
}

async function renewSigned(
  context: Context,
  session: SessionOf,
  { request, authenticated }: RenewOptions,
): Promise<Outcome> {
  const user = await context.load.user(session.userId);
  if (user === null) return refuseEnded(context, request, session.id, "user_gone");
  const now = context.now();
  const row = rowOfSession(session);
  const record = authenticated ? { ...row, authenticatedAt: new Date(now) } : row;
  const { id: sessionId, userId } = session;
  context.emit("session.renewed", { sessionId, userId, ...context.facts(request) });
  const specs = context.cookieSpecs(request);
  return issue(context, { record, user }, tokenOf(context, record, ""), specs, true);
}
