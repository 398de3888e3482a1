import { type BoundKey, readBoundKey, writeBoundKey } from "../../session/bound-key.ts";
import type { Authenticated } from "../../session/outcome.ts";
import type { Session } from "../../session/session.ts";
import {
  type DeviceKey,
  readDeviceProof,
  thumbprintOf,
  verifyDeviceProof,
} from "../../tokens/device-proof.ts";
import type { Bind } from "../backend/backend.ts";
import type { Call } from "../call.ts";
import { UNCHANGED } from "../steps/device-binding.ts";
import { answerBound } from "./device-session.ts";

/** A browser registers within milliseconds, or seconds if its key is slow to make. In milliseconds. */
const OFFER_LIFETIME = 120_000;
/** The same registration is answered again within this, in milliseconds: its answer may have been lost. */
const REPEAT = 30_000;

export type Registration =
  | {
      readonly status: "bound";
      readonly answer: Authenticated<Session>;
      /** For the first refresh. */
      readonly challenge: string;
    }
  /** `taken`: the session has a key. `invalid`: no session, or no proof of a key for it. */
  | { readonly status: "invalid" }
  | { readonly status: "taken" };

/**
 * Binds the session of a session cookie to the first key that proves itself with an offer. Later keys are refused: a client with
 * a copy of the cookies must not be able to bind a key of its own. The binding is enforced from the first refresh on, so that a
 * lost answer locks no user out. Rejects with `SessionStoreError`.
 */
export async function registerKey(call: Call): Promise<Registration> {
  const { context } = call;
  const { sessionToken, transport, specs } = call.credentials;
  const { device } = context;
  const proof = readDeviceProof(call.header("secure-session-response") ?? "");
  const id = sessionToken === null ? null : context.backend.sessionIdOf(sessionToken);
  if (!device || !proof?.key || !id || transport !== "cookie" || !specs.session.secure)
    return { status: "invalid" };
  const { key } = proof;
  const offeredAt = device.readOffer(proof.challenge, id);
  if (offeredAt === null || context.now() - offeredAt > OFFER_LIFETIME)
    return { status: "invalid" };
  if (!(await verifyDeviceProof(proof, key))) return { status: "invalid" };

  const thumbprint = thumbprintOf(key);
  const step = bindTo(key, thumbprint, offeredAt);
  const redeemed = await context.backend.redeem(call, sessionToken ?? "", {
    write: true,
    bind: step.bind,
    answer: async (accepted) => (await answerBound(call, accepted, thumbprint)).answer,
  });
  if (redeemed.status === "refused")
    return { status: redeemed.reason === "binding_required" ? "taken" : "invalid" };
  const { answer } = redeemed;
  if (step.isFirst()) {
    const userId = context.userIds.format(answer.session.userId);
    call.emit("session.bound", { sessionId: id, userId });
  }
  return { status: "bound", answer, challenge: device.challenge(id, thumbprint, 1) };
}

function bindTo(
  key: DeviceKey,
  thumbprint: string,
  offeredAt: number,
): { readonly bind: Bind; readonly isFirst: () => boolean } {
  let isFirst = false;
  return {
    isFirst: () => isFirst,
    bind(record, now) {
      const before = readBoundKey(record.boundKey);
      isFirst = before === null;
      if (before === null)
        return { boundKey: writeBoundKey({ key, boundAt: now, offeredAt, provenAt: 0, count: 0 }) };
      return isRepeat(before, thumbprint, offeredAt, now) ? UNCHANGED : null;
    },
  };
}

function isRepeat(before: BoundKey, thumbprint: string, offeredAt: number, now: number): boolean {
  return (
    before.provenAt === 0 &&
    before.offeredAt === offeredAt &&
    now - before.boundAt <= REPEAT &&
    thumbprintOf(before.key) === thumbprint
  );
}
