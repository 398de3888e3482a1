import { isElsewhere } from "../../request/client-info.ts";
import type { SessionEventType } from "../../session/events.ts";
import type { Decision, Verdict } from "../../session/rotation.ts";
import type { SessionChanges, SessionRecord } from "../../store/session-store.ts";
import type { Call } from "../call.ts";
import type { RedeemOptions } from "./backend.ts";

const EVENTS: Readonly<Record<Exclude<Verdict, "keep" | "reuse">, SessionEventType>> = {
  rotate: "session.rotated",
  hold: "session.held",
  converge: "session.converged",
  branch: "session.branched",
  heal: "session.healed",
};

/** Records and announces what a redeemed token has changed. Null if that is nothing, as for most requests. */
export function announce(
  call: Call,
  record: SessionRecord,
  after: SessionRecord,
  decision: Decision,
  changes: SessionChanges | null,
  { write, change }: RedeemOptions,
): Promise<void> | null {
  if (!write) return null;
  const { progress } = call.context;
  progress.move(record.id, after);
  if (change) progress.change(record.id);
  return changes === null && decision.verdict === "keep"
    ? null
    : announceVerdict(call, record, decision, changes);
}

async function announceVerdict(
  call: Call,
  record: SessionRecord,
  { verdict }: Decision,
  changes: SessionChanges | null,
): Promise<void> {
  const { id: sessionId, userId } = record;
  if (verdict === "keep" || verdict === "reuse") {
    if (changes?.idleExpiresAt) call.context.emit("session.extended", { sessionId, userId });
    return;
  }
  const isConverged = verdict === "converge";
  const elsewhere = isConverged && { elsewhere: isElsewhere(record, call.clientInfo) };
  const details = { sessionId, userId, ...elsewhere };
  if (verdict === "hold") call.emitOnce(EVENTS[verdict], details);
  else call.emit(EVENTS[verdict], details);
  if (userId !== null && (verdict === "rotate" || verdict === "branch"))
    await call.record("refreshed", { sessionId, userId });
}
