import { checkId } from "../base/text.ts";
import type { SessionRequest } from "../request/request.ts";
import { checkData, mergeData } from "../session/data.ts";
import type { Outcome } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import { changeSession } from "./change-session.ts";
import type { Context } from "./context.ts";

/** Members to merge into the data (`undefined` removes one), or a function that returns the whole new data. */
export type DataChange = object | ((data: never) => object);

/**
 * Changes the session's own data. A function is called with the data as the record has it, in the same compare-and-swap,
 * again if another change wins: concurrent changes all take effect. It must be pure and synchronous. With the request, its
 * credentials are refreshed in the same write. In `jwt` mode, access tokens of other devices say so at their next refresh.
 *
 * Rejects with `SessionConfigError` for data that is not JSON, too large, or looks like a secret; then nothing is written.
 */
export async function update(
  context: Context,
  session: Session | string,
  data: DataChange,
  request?: SessionRequest,
): Promise<Outcome> {
  const id = checkId(typeof session === "string" ? session : session?.id, "session.id");
  return changeSession(context, session, request, {
    changesData: true,
    apply: (record) => ({
      data: checkData(
        typeof data === "function"
          ? (data as (data: object) => unknown)(record.data)
          : mergeData(record.data, data),
        context.maxDataBytes,
      ),
    }),
    announce: (call, { userId }) => {
      context.emit("session.updated", { sessionId: id, userId, ...call.clientInfo });
    },
  });
}
