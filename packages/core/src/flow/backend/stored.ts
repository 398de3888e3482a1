import { SessionStoreError } from "../../base/errors.ts";
import { isBehind } from "../../session/rotation-state.ts";
import { unlessStoreFails } from "../../store/deadline.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import { swapUntilDeadline } from "../../store/swap-until-deadline.ts";
import { isSecretOf, peekPosition, type SessionTokens } from "../../tokens/session-token.ts";
import { Call } from "../call.ts";
import { createAdopt } from "./adopt.ts";
import type { AdoptedCredentials } from "./adopted-credentials.ts";
import { atRecord, type Backend, type Redeemed, type RedeemOptions } from "./backend.ts";
import { createEndSessions } from "./end-sessions.ts";
import {
  checkExpiry,
  findLiving,
  goneMeanwhile,
  isRefused,
  refused,
  timeOf,
  withUser,
} from "./load.ts";
import { applyChanges, redeemOnce } from "./redeem.ts";

/** An unconfirmed record expires after this, in milliseconds. */
const UNCONFIRMED = 60_000;

/** Sessions whose records are in a store. */
export function createStored(tokens: SessionTokens, credentials: AdoptedCredentials): Backend {
  return {
    ...createEndSessions(credentials),
    hasOwnForm: (token) => tokens.hasOwnForm(token),
    sessionIdOf: (token) => tokens.read(token)?.id ?? null,
    actorTokenOf: (token) => tokens.read(token)?.actorToken ?? null,
    firstToken: ({ id, generation, branch }, secret, actorToken = null) =>
      tokens.write({ id, generation, branch, secret, actorToken }),

    agrees(token, access) {
      const position = peekPosition(token);
      if (position?.id === access.id) return !isBehind(access, position);
      return !tokens.hasOwnForm(token);
    },

    async insert(call, record, beforeConfirm) {
      const { id, version, createdAt, idleExpiresAt } = record;
      const lease = Math.min(createdAt.getTime() + UNCONFIRMED, idleExpiresAt.getTime());
      try {
        await call.store.insert({ ...record, idleExpiresAt: new Date(lease) });
        await beforeConfirm();
        const result = await call.store.update(id, version, { idleExpiresAt });
        if (result !== "updated")
          throw new SessionStoreError(
            `The new session was not confirmed: the update returned "${result}".`,
          );
      } catch (error) {
        // Not awaited, so that it does not delay the response. A record that it cannot remove expires.
        void unlessStoreFails(new Call(call.context).store.delete(id));
        throw error;
      }
    },

    redeem(call, text, options) {
      const token = tokens.read(text);
      if (!token) return Promise.resolve(refused(null, "malformed"));
      return swap(call, () => redeemOnce(call, tokens, token, options));
    },

    amend: (call, session, options) =>
      swap(call, () =>
        amendOnce(call, typeof session === "string" ? session : session.id, options),
      ),

    ...createAdopt(tokens, credentials),

    async identify(call, text) {
      const token = tokens.read(text);
      if (!token) return null;
      const record: SessionRecord | null = await call.store.find(token.id);
      return record && isSecretOf(token, record.secretHash) ? record : null;
    },
  };
}

function swap(call: Call, attempt: () => Promise<Redeemed | null>): Promise<Redeemed> {
  return swapUntilDeadline(call.deadline, call.context.onStoreFailure, attempt);
}

/** Null if another update won the compare-and-swap. */
async function amendOnce(
  call: Call,
  id: string,
  { change, answer }: RedeemOptions,
): Promise<Redeemed | null> {
  const { context } = call;
  const found = await findLiving(call, id);
  if (isRefused(found)) return found;
  const now = timeOf(call, found.record);
  const expired = checkExpiry(call, found.record, now);
  if (expired) return expired;
  const session = await withUser(call, found, change);
  if (isRefused(session)) return session;
  const { record, user } = session;
  const changes = change?.apply(record, now, false) ?? {};
  const after = { record: applyChanges(record, changes), user };
  const made = await answer({ ...atRecord(after, null, false), position: record });
  const result = await call.store.update(id, record.version, changes);
  if (result === "conflict") return null;
  if (result === "missing") return goneMeanwhile(context, id);
  context.progress.change(id);
  return { status: "answered", answer: made };
}
