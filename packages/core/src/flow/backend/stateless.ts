import type { Session } from "../../session/session.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import { createHmacCodec } from "../../tokens/jws.ts";
import type { KeyRing } from "../../tokens/keys.ts";
import { createStatelessTokens, type StatelessClaims } from "../../tokens/stateless-token.ts";
import type { Call } from "../call.ts";
import type { Parts } from "../context.ts";
import { toRecord } from "./adopt.ts";
import type { AdoptedCredentials, AdoptedIds } from "./adopted-credentials.ts";
import type { Accepted, Backend, Change, Refused, SessionWithUser } from "./backend.ts";
import { checkExpiry, isRefused, PROVEN, refused, userProblem } from "./load.ts";

/** Guests need a store. */
type OwnRecord = SessionRecord & { readonly userId: string };

const POSITION = { generation: 1, branch: 1 } as const;

/** Sessions that are stored in their own tokens. Only signature, expiry, denylist and user can be checked. */
export function createStateless(
  context: Parts,
  keys: KeyRing,
  credentials: AdoptedCredentials,
): Backend {
  const tokens = createStatelessTokens(createHmacCodec(keys, "rt+jwt"), context);

  function check(record: SessionRecord, now: number): Refused | null {
    const denied = context.denylist.endingOf(record.id);
    return denied ? refused(record.id, denied.reason) : checkExpiry(context, record, now);
  }

  /** Over in this process, and everywhere at its expiry: no store can refuse it elsewhere. */
  const end: Backend["end"] = async (call, { id, userId }, ending) => {
    context.denylist.end(id, ending);
    const { reason } = ending;
    context.emit("session.revoked", { sessionId: id, userId, reason, ...call.clientInfo });
    return true;
  };

  /** Ends the session if its user no longer exists, or has new credentials. */
  async function withUser(
    call: Call,
    record: OwnRecord,
    change?: Change,
  ): Promise<SessionWithUser | Refused> {
    const user = await call.user(record.userId);
    const reason = userProblem(context, user, change?.renews ? PROVEN : record);
    if (reason === null) return { record, user };
    await end(call, record, { reason, cookiesCleared: false });
    return refused(record.id, reason);
  }

  return {
    hasOwnForm: (token) => tokens.hasOwnForm(token),
    sessionIdOf: (token) => tokens.read(token)?.id ?? null,
    agrees: (token, access) => (tokens.read(token)?.id ?? access.id) === access.id,
    actorTokenOf: () => null,
    firstToken: (record) => tokens.sign(record as OwnRecord, context.now()),
    insert: async () => undefined,

    async redeem(call, text, { write, change, answer }) {
      const claims = tokens.read(text);
      if (!claims) return refused(null, "malformed");
      const now = context.now();
      const record = syntheticRecord(claims);
      const problem = check(record, now);
      if (problem) return problem;
      const loaded = await withUser(call, record, change);
      if (isRefused(loaded)) return loaded;
      const { user } = loaded;
      if (!write)
        return { status: "answered", answer: await answer(unchanged(record, user, text)) };
      const { idle } = context.lifetime({
        user: user ?? null,
        userId: record.userId,
        remember: record.remember,
      });
      const extended = {
        ...record,
        idleExpiresAt: new Date(Math.min(now + idle, record.absoluteExpiresAt.getTime())),
      };
      const current = { ...extended, ...change?.apply(extended, now, false) };
      const accepted: Accepted = {
        ...unchanged(current, user, tokens.sign(current, now)),
        changed: true,
      };
      const made = await answer(accepted);
      const ended = context.denylist.endingOf(record.id);
      if (ended) return refused(record.id, ended.reason);
      if (change) context.progress.change(record.id);
      const { id: sessionId, userId } = record;
      context.emit("session.extended", { sessionId, userId, ...call.clientInfo });
      return { status: "answered", answer: made };
    },

    async amend(call, session, { change, answer }) {
      if (typeof session === "string") {
        throw new TypeError("In stateless mode, pass the session instead of its id.");
      }
      const record = recordOfSession(session, context.userIds.format(session.userId));
      const problem = check(record, context.now());
      if (problem) return problem;
      const loaded = await withUser(call, record, change);
      if (isRefused(loaded)) return loaded;
      const { user } = loaded;
      const current = { ...record, ...change?.apply(record, context.now(), false) };
      const made = await answer(unchanged(current, user, null));
      const ended = context.denylist.endingOf(record.id);
      if (ended) return refused(record.id, ended.reason);
      context.progress.change(record.id);
      return { status: "answered", answer: made };
    },

    async adopt(call, session, user) {
      const [own] = credentials.idsOf(session.adopter, session.credential);
      const record = toRecord(context, call, session, own as AdoptedIds, user);
      const problem = check(record, context.now());
      if (problem) return problem;
      const sessionToken = tokens.sign(record as OwnRecord, context.now());
      return { status: "adopted", record, user, sessionToken, isFirst: true };
    },

    spend: async () => null,

    identify: async (_call, text) => tokens.read(text),

    end,

    endUser: async () => [],
  };
}

function unchanged(record: SessionRecord, user: unknown, sessionToken: string | null): Accepted {
  const { authenticatedAt } = record;
  return {
    record,
    user,
    sessionToken,
    changed: false,
    position: POSITION,
    heldUntil: null,
    authenticatedAt,
  };
}

/** A synthetic record, so that all modes share the same checks and token issuing. */
function syntheticRecord(claims: StatelessClaims): OwnRecord {
  const { createdAt } = claims;
  return {
    ...claims,
    ...POSITION,
    secretHash: "",
    version: 1,
    previousBranch: 0,
    rotatedAt: createdAt,
    renewedAt: createdAt,
    siblingsFrom: 0,
    siblingsHeld: false,
    seenGeneration: 0,
    seenBranch: 0,
    firstSeenAt: createdAt,
    settledAt: createdAt,
    previousAuthenticatedAt: claims.authenticatedAt,
    lastActiveAt: createdAt,
    idleSeconds: 0,
    ip: null,
    userAgent: null,
    label: null,
    actorId: null,
    actorSessionId: null,
    boundKey: null,
  };
}

/** Like `syntheticRecord`, from a resolved session. */
function recordOfSession(session: Session, userId: string): OwnRecord {
  return syntheticRecord({
    id: session.id,
    userId,
    createdAt: new Date(session.createdAt),
    authenticatedAt: new Date(session.authenticatedAt),
    idleExpiresAt: new Date(session.expiresAt),
    absoluteExpiresAt: new Date(session.absoluteExpiresAt),
    remember: session.remember,
    data: session.data,
  });
}
