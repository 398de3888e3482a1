import { checkId } from "../base/text.ts";
import { changeData, type DataChange } from "../session/data.ts";
import { checkLabel } from "../session/label.ts";
import type { Outcome } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import type { Call } from "./call.ts";
import { changeSession } from "./change-session.ts";

export interface UpdateOptions {
  /**
   * A name for the list of sessions, such as `"Kitchen tablet"`, instead of the device's; null removes it. At most 100
   * UTF-16 code units without control characters. Needs a store.
   */
  readonly label?: string | null | undefined;
}

/**
 * Changes the data of a session. A function receives the current data and must be pure and synchronous: it is called again
 * if another change wins the compare-and-swap, so that concurrent changes all take effect. If the request is given, its
 * credentials are refreshed in the same write. In `jwt` mode, other access tokens have the new data after their next
 * refresh. The outcome for the id of a guest is unauthenticated, with the reason `guest` and the guest.
 *
 * Rejects with `SessionConfigError`, and writes nothing, for data that is not JSON, is too large, or looks like a secret, and
 * for an invalid label.
 */
export async function update(
  call: Call,
  session: Session | string,
  change: DataChange,
  { label }: UpdateOptions = {},
): Promise<Outcome> {
  const { mode, maxDataBytes } = call.context;
  checkId(typeof session === "string" ? session : session?.id, "session.id");
  const labelled = label === undefined ? {} : { label: checkLabel(label, mode) };
  return changeSession(call, session, {
    explicit: "data",
    apply: ({ data }) => ({ data: changeData(data, change, maxDataBytes), ...labelled }),
    announce: (sessionId, userId) => call.emit("session.updated", { sessionId, userId }),
  });
}
