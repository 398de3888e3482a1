import { SessionConfigError } from "../base/errors.ts";
import { changeData, type DataChange } from "../session/data.ts";
import type { Outcome, Unauthenticated } from "../session/outcome.ts";
import type { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { resolve } from "./resolve.ts";
import { orUnavailable, withoutGuest } from "./steps/answers.ts";
import { UNPROVEN } from "./steps/new-record.ts";
import { actorTokenOf } from "./steps/owner.ts";
import { startSession } from "./steps/start-session.ts";
import { update } from "./update.ts";

export interface UpdateGuestOptions {
  /** False: the cookie of a new guest ends with the browser, and `lifetime.transient` applies. Default: true. */
  readonly remember?: boolean | undefined;
}

/**
 * Changes the data of a guest, as `update` does for a session. A request without one starts a guest. The outcome is
 * unauthenticated with the reason `guest`, or the outcome of `resolve` if the cookie of a new guest could replace that of a
 * session which has not ended. Rejects with `SessionConfigError` for a request that is signed in, without a store, with
 * `refresh: "endpoint"`, and for data that cannot be stored.
 */
export async function updateGuest(
  call: Call,
  change: DataChange,
  { remember }: UpdateGuestOptions = {},
): Promise<Outcome> {
  checkOptions(call.context);
  // Only with `write` is a session of another library adopted.
  const before = await resolve(call, { write: call.credentials.sessionToken === null });
  if (before.status === "unavailable") return before;
  if (before.status === "authenticated") {
    throw new SessionConfigError(
      "updateGuest",
      "the request is signed in, and no guest. Read the session first, and update that.",
    );
  }
  if (before.guest) return update(call, before.guest.id, change);
  return mayStart(call, before) ? orUnavailable(start(call, change, remember)) : before;
}

function checkOptions({ store, refreshInline }: Context): void {
  if (!store) {
    throw new SessionConfigError(
      "updateGuest",
      "the data of guests is kept in a store. Pass one to createSessions.",
    );
  }
  if (!refreshInline) {
    throw new SessionConfigError(
      "updateGuest",
      'needs the session cookie on every path, and refresh: "endpoint" limits it to the base path. Leave that option out.',
    );
  }
}

/**
 * A bound session, that of an actor, one of two cookies and one that the browser does not send may continue, and clients with a
 * token of their own have no guest.
 */
function mayStart(call: Call, { reason }: Unauthenticated): boolean {
  const { transport, malformed } = call.credentials;
  if (malformed || transport !== "cookie" || reason === "binding_required") return false;
  return actorTokenOf(call) === null && !call.isWithheld;
}

async function start(
  call: Call,
  change: DataChange,
  remember: boolean | undefined,
): Promise<Outcome> {
  const { context } = call;
  const { record, answer } = await startSession(
    call,
    { userId: null, remember, authenticatedAt: UNPROVEN },
    {
      transport: "cookie",
      adjust: (empty) => ({ ...empty, data: changeData(empty.data, change, context.maxDataBytes) }),
    },
  );
  call.emit("session.created", { sessionId: record.id, userId: null });
  return withoutGuest(context, answer);
}
