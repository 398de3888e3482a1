import type { RecordActivity } from "./activity-recorder.ts";
import type { ClientFacts } from "../request/client-info.ts";
import type { EndedSessions, Ending } from "./revoked-sessions.ts";
import type { Emit } from "./events.ts";

/** Tells of a session that has just been removed from its store: to this process, to the application, to its user. */
export type AnnounceEnd = (
  session: { readonly id: string; readonly userId: string },
  ending: Ending,
  facts: ClientFacts,
) => Promise<void>;

export function createAnnounceEnd(
  ended: EndedSessions,
  emit: Emit,
  recordActivity: RecordActivity,
): AnnounceEnd {
  return async ({ id: sessionId, userId }, { reason, settled }, facts) => {
    ended.add(sessionId, { reason, settled });
    const type = reason === "reused" ? "reused" : "revoked";
    emit(`session.${type}`, { sessionId, userId, reason, ...facts });
    await recordActivity(type, { sessionId, userId }, facts);
  };
}
