import type { ActiveSession } from "@sessionkit/core";
import type { ActiveSessionsLabels } from "../labels/active-sessions-labels.ts";

/** Core cuts names at a similar length; another server may not. */
const MAX_LENGTH = 100;

export function getDeviceName(session: ActiveSession, labels: ActiveSessionsLabels): string {
  return labels.device(session).slice(0, MAX_LENGTH);
}
