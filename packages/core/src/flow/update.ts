import { checkData } from "../session/data.ts";
import type { Outcome } from "../session/outcome.ts";
import type { SessionRequest } from "../request/request.ts";
import type { SessionOf } from "../session/session.ts";
import { rowOfSession } from "../session/stateless-row.ts";
import { untilSwapped } from "../store/retry-on-conflict.ts";
import type { Context } from "./context.ts";
import { refuseEnded } from "./refuse-ended.ts";
import { continued, issue } from "./steps/issue.ts";
import { orUnavailable } from "./steps/or-unavailable.ts";
import { tokenOf } from "./steps/token-of.ts";

/**
 * Merges `data` into the session's own, member by member (undefined removes one). In `jwt` mode other devices' access
 * tokens say so at their next refresh; this answer's cookies do at once. Two updates at once both take effect.
 */
export function update(
  context: Context,
  session: SessionOf | string,
  data: object,
  request?: SessionRequest,
): Promise<Outcome> {
  if (typeof session === "string")
    return orUnavailable(updateStored(context, session, data, request));
  return orUnavailable(
    context.mode === "stateless"
      ? updateSigned(context, session, data, request)
      : updateStored(context, session.id, data, request),
  );
}

function updateStored(
  context: Context,
  id: string,
  data: object,
  request?: SessionRequest,
): Promise<Outcome> {
  return untilSwapped(context.emit, async () => {
    const loaded = await context.load.session(id);
    if (!loaded || loaded.user === null)
      return refuseEnded(context, request, id, loaded ? "user_gone" : "unknown");
    const changes = { data: checkData({ ...loaded.record.data, ...data }, context.maxDataBytes) };
    const result = await context.store.update(id, loaded.record.version, changes);
    if (result === "missing") return refuseEnded(context, request, id, "revoked");
    if (result === "conflict") return null;

    const record = { ...loaded.record, ...changes, version: loaded.record.version + 1 };
    context.emit("session.updated", { sessionId: id, userId: record.userId });
    if (!request || context.mode === "database")
      return continued(context, { record, user: loaded.user });
    const specs = context.cookieSpecs(request);
    return issue(context, { record, user: loaded.user }, null, specs, false);
  });
}

async function updateSigned(
  context: Context,
  session: SessionOf,
  data: object,
  request?: SessionRequest,
): Promise<Outcome> {
  const user = await context.load.user(session.userId);
  if (user === null) return refuseEnded(context, request, session.id, "user_gone");
  const record = {
    ...rowOfSession(session),
    data: checkData({ ...session.data, ...data }, context.maxDataBytes),
  };
  context.emit("session.updated", { sessionId: session.id, userId: session.userId });
  const specs = context.cookieSpecs(request);
  return issue(context, { record, user }, tokenOf(context, record, ""), specs, true);
}
