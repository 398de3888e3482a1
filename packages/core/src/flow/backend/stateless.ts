import { firstState } from "../../session/rotation-state.ts";
import type { Session } from "../../session/session.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import {
  type AccessClaims,
  type AccessTokenOptions,
  createAccessTokens,
} from "../../tokens/access-token.ts";
import type { SyncTokenCodec } from "../../tokens/jws.ts";
import type { Call } from "../call.ts";
import { toRecord } from "./adopt.ts";
import { type AdoptedIds, idsOf } from "./adopted-credentials.ts";
import {
  type Accepted,
  atRecord,
  type Backend,
  type Change,
  type Redeemed,
  type RedeemOptions,
  type Refused,
  type SessionWithUser,
} from "./backend.ts";
import { checkExpiry, isRefused, refused, withUser } from "./load.ts";

/** Guests need a store. */
type OwnRecord = SessionRecord & { readonly userId: string };

/**
 * Sessions that are stored in their own tokens. Only signature, expiry, denylist and user can be checked.
 *
 * @param codec with a type and a key of its own: a session token is an access token in all but these
 */
export function createStateless(codec: SyncTokenCodec, options: AccessTokenOptions): Backend {
  const tokens = createAccessTokens(codec, options);
  return {
    hasOwnForm: (token) => codec.hasOwnHeader(token),
    sessionIdOf: (token) => tokens.verify(token)?.id ?? null,
    agrees: (token, access) => (tokens.verify(token)?.id ?? access.id) === access.id,
    actorTokenOf: () => null,
    firstToken: (record) => tokens.sign(claimsOf(record as OwnRecord), record.rotatedAt.getTime()),
    insert: async () => undefined,

    async redeem(call, text, options) {
      const { context } = call;
      const now = context.now();
      const claims = tokens.verify(text);
      if (!claims) return refused(null, "malformed");
      const session = recordOf(claims);
      const { id: sessionId, userId, remember } = session;
      const admitted = await admit(call, session, now, options.change);
      if (isRefused(admitted)) return admitted;
      const { user } = admitted;
      if (!options.write) return respond(call, options, atRecord(admitted, text, false));
      const { idle } = context.lifetime({ user: user ?? null, userId, remember });
      const end = Math.min(now + idle, session.absoluteExpiresAt.getTime());
      const extended = { ...session, idleExpiresAt: new Date(end) };
      const record = { ...extended, ...options.change?.apply(extended, now, false) };
      const accepted = atRecord({ record, user }, tokens.sign(claimsOf(record), now), true);
      const redeemed = await respond(call, options, accepted);
      if (redeemed.status === "answered") call.emit("session.extended", { sessionId, userId });
      return redeemed;
    },

    async amend(call, session, change, answer) {
      if (typeof session === "string") {
        throw new TypeError("In stateless mode, pass the session instead of its id.");
      }
      const { now, userIds } = call.context;
      const before = recordOf({ ...session, userId: userIds.format(session.userId) });
      const admitted = await admit(call, before, now(), change);
      if (isRefused(admitted)) return admitted;
      const record = { ...before, ...change.apply(before, now(), false) };
      const options = { write: true, change, answer };
      return respond(call, options, atRecord({ ...admitted, record }, null, false));
    },

    async adopt(call, session, user) {
      const [own] = idsOf(call, session);
      const record = toRecord(call, session, own as AdoptedIds, user);
      const now = call.context.now();
      const problem = check(call, record, now);
      if (problem) return problem;
      const sessionToken = tokens.sign(claimsOf(record as OwnRecord), now);
      return { status: "adopted", record, user, sessionToken, isFirst: true };
    },

    async spend(call, session, ending) {
      if (ending) for (const { id } of idsOf(call, session)) call.context.denylist.end(id, ending);
      return null;
    },

    identify: async (_call, text) => tokens.verify(text),

    /** Over in this process, and everywhere at its expiry: no store can refuse it elsewhere. */
    async end(call, { id, userId }, ending) {
      call.context.denylist.end(id, ending);
      call.emit("session.revoked", { sessionId: id, userId, reason: ending.reason });
      return true;
    },

    endUser: async () => [],
  };
}

function check(call: Call, record: SessionRecord, now: number): Refused | null {
  const denied = call.context.denylist.endingOf(record.id);
  return denied ? refused(record.id, denied.reason) : checkExpiry(call, record, now);
}

async function admit(
  call: Call,
  record: SessionRecord,
  now: number,
  change?: Change,
): Promise<SessionWithUser | Refused> {
  return check(call, record, now) ?? withUser(call, { record, joined: undefined }, change);
}

/** Answers, unless the session has ended in this process meanwhile. */
async function respond(
  { context: { denylist, progress } }: Call,
  { write, change, answer }: RedeemOptions,
  accepted: Accepted,
): Promise<Redeemed> {
  const { id } = accepted.record;
  const made = await answer(accepted);
  const ended = write && denylist.endingOf(id);
  if (ended) return refused(id, ended.reason);
  if (write && change) progress.change(id);
  return { status: "answered", answer: made };
}

function claimsOf(record: OwnRecord): AccessClaims {
  const { id, userId, generation, branch, remember, data } = record;
  const expiresAt = record.idleExpiresAt.getTime();
  return {
    id,
    userId,
    actor: null,
    generation,
    branch,
    createdAt: record.createdAt.getTime(),
    authenticatedAt: record.authenticatedAt.getTime(),
    expiresAt,
    absoluteExpiresAt: record.absoluteExpiresAt.getTime(),
    remember,
    claims: {},
    data,
    tokenExpiresAt: expiresAt,
  };
}

/** A record made from a token or a session, so that all modes share the same checks and token issuing. */
function recordOf(session: Omit<Session, "actor" | "claims">): OwnRecord {
  const { id, userId, remember, data } = session;
  const createdAt = new Date(session.createdAt);
  return {
    ...firstState(createdAt, new Date(session.authenticatedAt)),
    id,
    userId,
    createdAt,
    idleExpiresAt: new Date(session.expiresAt),
    absoluteExpiresAt: new Date(session.absoluteExpiresAt),
    remember,
    data,
    secretHash: "",
    version: 1,
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
