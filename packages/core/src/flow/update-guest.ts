import { randomText } from "../base/bytes.ts";
import { SessionConfigError } from "../base/errors.ts";
import type { SessionRequest } from "../request/request.ts";
import { checkData, mergeData } from "../session/data.ts";
import type { Outcome, Unauthenticated } from "../session/outcome.ts";
import { Call } from "./call.ts";
import { changeSession } from "./change-session.ts";
import type { Context } from "./context.ts";
import { resolve } from "./resolve.ts";
import { withoutGuest } from "./steps/guest-answer.ts";
import { issue } from "./steps/issue.ts";
import { newRecord } from "./steps/new-record.ts";
import { orUnavailable } from "./steps/or-unavailable.ts";
import { readCredentials } from "./steps/read-credentials.ts";
import type { DataChange } from "./update.ts";

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
  context: Context,
  request: SessionRequest,
  data: DataChange,
  { remember }: UpdateGuestOptions = {},
): Promise<Outcome> {
  if (!context.store) {
    throw new SessionConfigError(
      "updateGuest",
      "the data of guests is kept in a store. Pass one to createSessions.",
    );
  }
  const credentials = readCredentials(context, request);
  const before = await resolve(context, request, credentials, { write: false });
  if (before.status === "unavailable") return before;
  if (before.status === "authenticated") {
    throw new SessionConfigError(
      "updateGuest",
      "the request is signed in, and no guest. Read the session first, and update that.",
    );
  }
  const apply = (current: object): ReturnType<typeof checkData> =>
    checkData(
      typeof data === "function"
        ? (data as (data: object) => unknown)(current)
        : mergeData(current as never, data),
      context.maxDataBytes,
    );
  return before.guest
    ? change(context, request, before.guest.id, apply)
    : orUnavailable(start(context, request, apply, remember));
}

type Apply = (current: object) => ReturnType<typeof checkData>;

function change(
  context: Context,
  request: SessionRequest,
  id: string,
  apply: Apply,
): Promise<Outcome> {
  return changeSession(context, id, request, {
    changesData: true,
    apply: (record) => ({ data: apply(record.data) }),
    announce: (call, sessionId, userId) =>
      context.emit("session.updated", { sessionId, userId, ...call.clientInfo }),
  });
}

async function start(
  context: Context,
  request: SessionRequest,
  apply: Apply,
  remember: boolean | undefined,
): Promise<Unauthenticated> {
  const call = new Call(context, request);
  const secret = randomText(16);
  const empty = newRecord(context, call, {
    ...{ userId: null, user: undefined, secret, remember },
    authenticatedAt: NEVER,
  });
  const record = { ...empty, data: apply(empty.data) };
  const { answer } = await issue(
    context,
    {
      record,
      user: undefined,
      sessionToken: context.backend.firstToken(record, secret),
      changed: true,
      position: record,
      heldUntil: null,
      authenticatedAt: record.authenticatedAt,
    },
    { transport: "cookie", specs: context.cookieSpecs(request), explicit: true },
  );
  await context.backend.insert(call, record, async () => undefined);
  context.emit("session.created", { sessionId: record.id, userId: null, ...call.clientInfo });
  return withoutGuest(context, answer) as Unauthenticated;
}

/** A guest has proved nothing. In milliseconds. */
const NEVER = 0;
