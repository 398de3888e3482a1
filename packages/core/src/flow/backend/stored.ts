import { SessionStoreError } from "../../base/errors.ts";
import { isBehind } from "../../session/position.ts";
import { isStoreError } from "../../store/deadline.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import { swapUntilDeadline } from "../../store/swap-until-deadline.ts";
import type { KeyRing } from "../../tokens/keys.ts";
import { createSessionTokens, isSecretOf, peekPosition } from "../../tokens/session-token.ts";
import { Call } from "../call.ts";
import type { Parts } from "../context.ts";
import { createAdopt } from "./adopt.ts";
import type { AdoptedCredentials } from "./adopted-credentials.ts";
import type { Backend, Redeemed, RedeemOptions } from "./backend.ts";
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
export function createStored(
  context: Parts,
  keys: KeyRing,
  credentials: AdoptedCredentials,
): Backend {
  const tokens = createSessionTokens(keys, context.mode === "database" && context.cache);
  const ending = createEndSessions(context, context.adoption && credentials);

  /** Null if another update won the compare-and-swap. */
  async function amendOnce(
    call: Call,
    id: string,
    options: RedeemOptions,
  ): Promise<Redeemed | null> {
    const found = await findLiving(context, call, id);
    if (isRefused(found)) return found;
    const now = timeOf(context, found.record);
    const expired = checkExpiry(context, found.record, now);
    if (expired) return expired;
    const session = await withUser(context, call, ending, found, options.change);
    if (isRefused(session)) return session;
    const { record, user } = session;
    const changes = options.change?.apply(record, now, false) ?? {};
    const answer = await options.answer({
      record: applyChanges(record, changes),
      user,
      sessionToken: null,
      changed: false,
      position: record,
      heldUntil: null,
      authenticatedAt: applyChanges(record, changes).authenticatedAt,
    });
    const result = await call.store.update(id, record.version, changes);
    if (result === "conflict") return null;
    if (result === "missing") return goneMeanwhile(context, id);
    context.progress.change(id);
    return { status: "answered", answer };
  }

  /** Not awaited, so that it does not delay the response. A record that it cannot remove expires. */
  async function removeUnconfirmed(id: string): Promise<void> {
    try {
      await new Call(context, undefined).store.delete(id);
    } catch (error) {
      if (!isStoreError(error)) throw error;
    }
  }

  return {
    ...ending,
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
        void removeUnconfirmed(id);
        throw error;
      }
    },

    redeem(call, text, options) {
      const token = tokens.read(text);
      if (!token) return Promise.resolve(refused(null, "malformed"));
      return swapUntilDeadline(call.deadline, context.onStoreFailure, () =>
        redeemOnce(context, tokens, ending, call, token, options),
      );
    },

    amend: (call, session, options) =>
      swapUntilDeadline(call.deadline, context.onStoreFailure, () =>
        amendOnce(call, typeof session === "string" ? session : session.id, options),
      ),

    ...createAdopt(context, tokens, credentials),

    async identify(call, text) {
      const token = tokens.read(text);
      if (!token) return null;
      const record: SessionRecord | null = await call.store.find(token.id);
      return record && isSecretOf(token, record.secretHash) ? record : null;
    },
  };
}
