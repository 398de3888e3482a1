import { SessionConfigError } from "../base/errors.ts";
import { changeData, type DataChange } from "../session/data.ts";
import type { Outcome } from "../session/outcome.ts";
import type { Call } from "./call.ts";
import { resolve } from "./resolve.ts";
import { orUnavailable, withoutGuest } from "./steps/answers.ts";
import { UNPROVEN } from "./steps/new-record.ts";
import { startSession } from "./steps/start-session.ts";
import { update } from "./update.ts";

export interface UpdateGuestOptions {
  /** False: the cookie of a new guest ends with the browser, and `lifetime.transient` applies. Default: true. */
  readonly remember?: boolean | undefined;
}

/**
 * Changes the data of a guest, as `update` does for a session. A request without one starts a guest. The outcome is
 * unauthenticated with the reason `guest`. Rejects with `SessionConfigError` for a request that is signed in, without a store,
 * and for data that cannot be stored.
 */
export async function updateGuest(
  call: Call,
  change: DataChange,
  { remember }: UpdateGuestOptions = {},
): Promise<Outcome> {
  if (!call.context.store) {
    throw new SessionConfigError(
      "updateGuest",
      "the data of guests is kept in a store. Pass one to createSessions.",
    );
  }
  const before = await resolve(call, { write: false });
  if (before.status === "unavailable") return before;
  if (before.status === "authenticated") {
    throw new SessionConfigError(
      "updateGuest",
      "the request is signed in, and no guest. Read the session first, and update that.",
    );
  }
  return before.guest
    ? update(call, before.guest.id, change)
    : orUnavailable(start(call, change, remember));
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
      adjust: (empty) => ({
        ...empty,
        data: changeData(empty.data, change, context.maxDataBytes),
      }),
    },
  );
  call.emit("session.created", { sessionId: record.id, userId: null });
  return withoutGuest(context, answer);
}
