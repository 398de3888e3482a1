import { type Decision, decide, reclaim } from "../../session/rotation.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import type { GenuineToken } from "../../tokens/session-token.ts";
import type { Parts } from "../context.ts";
import type { RedeemOptions } from "./backend.ts";

/** A client that has proven the key of the session cannot be a thief: it continues, and other tokens end. */
export function decideFor(
  { timing }: Parts,
  record: SessionRecord,
  token: GenuineToken,
  now: number,
  { reclaims }: RedeemOptions,
): Decision {
  const decision = decide(record, token, now, timing);
  return reclaims && decision.verdict === "reuse" ? reclaim(record, now) : decision;
}

/** If new credentials would not reach the client, it keeps its token and rotates at its next refresh. */
export function leaveRotation(decision: Decision, { generation, branch }: GenuineToken): Decision {
  const isLeft = decision.verdict === "rotate" || decision.verdict === "branch";
  return isLeft ? { verdict: "keep", next: { generation, branch }, changes: null } : decision;
}
