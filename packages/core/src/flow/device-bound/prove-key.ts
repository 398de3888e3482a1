import { readBoundKey, writeBoundKey } from "../../session/bound-key.ts";
import type { Authenticated } from "../../session/outcome.ts";
import type { Session } from "../../session/session.ts";
import type { SessionChanges, SessionRecord } from "../../store/session-store.ts";
import {
  type DeviceProof,
  readDeviceProof,
  thumbprintOf,
  verifyDeviceProof,
} from "../../tokens/device-proof.ts";
import type { DeviceTokens } from "../../tokens/device-tokens.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { UNCHANGED } from "../steps/device-binding.ts";
import { actorTokenOf, livingOwnerOf } from "../steps/owner.ts";
import { unchanged } from "../steps/to-session.ts";
import { answerBound } from "./device-session.ts";

export type Proving =
  | {
      readonly status: "proven";
      readonly answer: Authenticated<Session>;
      /** For the next refresh. */
      readonly challenge: string;
    }
  /** The browser has to sign this. */
  | { readonly status: "challenge"; readonly challenge: string }
  /** Another key has signed. */
  | { readonly status: "wrong_key" }
  /** The request has no session, its session has ended, or it is not bound: the browser must not refresh it any more. */
  | { readonly status: "over" }
  /** An impersonation has ended, and the next request of the browser gets the session of its actor back. */
  | { readonly status: "later" };

/**
 * Redeems the session token of a bound session with a proof of its key: with the same rotation table, and in the same
 * compare-and-swap, which also uses up the challenge. Rejects with `SessionStoreError`.
 *
 * @param id of the session that the browser refreshes: the request must have its session cookie, or that of an impersonation
 *   by it, which is then redeemed
 */
export async function proveKey(call: Call, id: string): Promise<Proving> {
  const { context } = call;
  const { sessionToken, transport } = call.credentials;
  const { device } = context;
  const actorToken = actorTokenOf(call);
  const ids = [sessionToken, actorToken].map(
    (token) => token && context.backend.sessionIdOf(token),
  );
  if (!device || sessionToken === null || !ids.includes(id) || transport !== "cookie")
    return { status: "over" };
  const text = call.header("secure-session-response");
  const proof = text ? readDeviceProof(text) : null;
  let step: Step = OVER;
  let hasCookie = true;
  const redeemed = await context.backend.redeem(call, sessionToken, {
    write: true,
    reclaims: true,
    async bind(record, now) {
      step = await decideProof(context, device, record, proof, now);
      return step.changes;
    },
    async answer(accepted) {
      const bound = readBoundKey(accepted.record.boundKey);
      const thumbprint = bound ? thumbprintOf(bound.key) : "";
      const made = await answerBound(call, accepted, thumbprint);
      hasCookie = made.hasCookie;
      return made.answer;
    },
  });
  if (redeemed.status === "refused") {
    // For any other reason, the session has ended. A request that waits for an impersonation must not run as its actor.
    if (redeemed.reason !== "binding_required")
      return { status: (await isLiving(call, actorToken)) ? "later" : "over" };
    if (step.refusal.status === "wrong_key") call.emit("session.binding_failed", { sessionId: id });
    return step.refusal;
  }
  const { answer } = redeemed;
  if (hasCookie) return { status: "proven", answer, challenge: step.challenge };
  await endBinding(call, answer.session);
  return { status: "over" };
}

/** Whether the session of a genuine token may still be used. False without a token. */
async function isLiving(call: Call, sessionToken: string | null): Promise<boolean> {
  const own = call.with({ accessToken: null, sessionToken });
  return sessionToken !== null && (await livingOwnerOf(own)) !== null;
}

/** What a proof leads to: changes of the record, or a refusal. */
interface Step {
  readonly changes: SessionChanges | null;
  /** For the next refresh. */
  readonly challenge: string;
  readonly refusal: Exclude<Proving, { readonly status: "proven" }>;
}

const OVER: Step = { changes: null, challenge: "", refusal: { status: "over" } };

async function decideProof(
  { timing }: Context,
  device: DeviceTokens,
  record: SessionRecord,
  proof: DeviceProof | null,
  now: number,
): Promise<Step> {
  const bound = readBoundKey(record.boundKey);
  if (!bound) return OVER;
  const thumbprint = thumbprintOf(bound.key);
  const next = device.challenge(record.id, thumbprint, bound.count + 1);
  const again: Step = { ...OVER, refusal: { status: "challenge", challenge: next } };
  if (!proof) return again;
  if (proof.key !== null || !(await verifyDeviceProof(proof, bound.key))) {
    // The answer to the registration was lost, and the browser proves the key before it.
    if (bound.provenAt === 0) return OVER;
    return { ...OVER, refusal: { status: "wrong_key" } };
  }
  const count = device.readChallenge(proof.challenge, record.id, thumbprint);
  if (count === null || count < bound.count) return again;
  if (count > bound.count) {
    return {
      changes: { boundKey: writeBoundKey({ ...bound, count, provenAt: now }) },
      challenge: device.challenge(record.id, thumbprint, count + 1),
      refusal: OVER.refusal,
    };
  }
  // The answer may have been lost: browsers then send the same proof again.
  const isRepeated = count > 0 && now - bound.provenAt <= timing.grace;
  return isRepeated ? { changes: UNCHANGED, challenge: next, refusal: OVER.refusal } : again;
}

/**
 * Removes the key: the claims no longer fit the cookie that a browser would renew, and the session continues with its session
 * token. The key of the actor's session is removed as well, because the browser stops refreshing that one.
 */
async function endBinding(call: Call, session: Session): Promise<void> {
  const { context } = call;
  const { id: sessionId, actor } = session;
  const userId = context.userIds.format(session.userId);
  context.emit("session.claims_too_large", { sessionId, userId });
  for (const id of actor ? [sessionId, actor.sessionId] : [sessionId]) {
    const change = { apply: () => ({ boundKey: null }) };
    await context.backend.amend(call, id, change, (accepted) => unchanged(context, accepted));
  }
}
