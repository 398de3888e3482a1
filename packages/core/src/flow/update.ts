import { checkId } from "../base/text.ts";
import type { SessionRequest } from "../request/request.ts";
import { checkData, mergeData } from "../session/data.ts";
import { checkLabel } from "../session/label.ts";
import type { Outcome } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import { changeSession } from "./change-session.ts";
import type { Context } from "./context.ts";

/** Members to merge into the data (`undefined` removes one), or a function that returns the whole new data. */
export type DataChange = object | ((data: never) => object);

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
  context: Context,
  session: Session | string,
  data: DataChange,
  request?: SessionRequest,
  options?: UpdateOptions,
): Promise<Outcome> {
  checkId(typeof session === "string" ? session : session?.id, "session.id");
  const label =
    options?.label === undefined ? {} : { label: checkLabel(options.label, context.mode) };
  return changeSession(context, session, request, {
    changesData: true,
    apply: (record) => ({
      data: checkData(
        typeof data === "function"
          ? (data as (data: object) => unknown)(record.data)
          : mergeData(record.data, data),
        context.maxDataBytes,
      ),
      ...label,
    }),
    announce: (call, sessionId, userId) =>
      context.emit("session.updated", { sessionId, userId, ...call.clientInfo }),
  });
}
