import type { Authenticated } from "../../session/outcome.ts";
import type { Session } from "../../session/session.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import type { Context } from "../context.ts";

/**
 * An answer that the application did not cause: its cookies are sent only if the session has neither ended nor changed when
 * the headers are sent.
 */
export function implicitAnswer(
  context: Context,
  record: SessionRecord,
  answer: Authenticated<Session>,
): Authenticated<Session> {
  const checkpoint = context.progress.checkpoint(record.id, record);
  context.conditions.set(
    answer,
    () => !context.denylist.endingOf(record.id) && context.progress.isCurrent(checkpoint),
  );
  return answer;
}
