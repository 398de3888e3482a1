import type { AnySessions, Session } from "@sessionkit/core";
import { type GetSessionOptions, outageOf } from "@sessionkit/core/binding";
import type { CurrentRequest } from "../request/current-request.ts";
import { askSession } from "./ask-session.ts";

/** Null where nobody is signed in. Rejects with `SessionStoreError` in an outage: that is not the same. */
export async function getSession<S extends AnySessions>(
  sessions: S,
  current: CurrentRequest,
  { verify }: GetSessionOptions = {},
): Promise<Session<S> | null> {
  const outcome = await askSession(sessions, current, verify);
  if (outcome.status === "unavailable") throw outageOf(outcome);
  return outcome.session as Session<S> | null;
}
