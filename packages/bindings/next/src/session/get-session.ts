import type { AnySessions, Session } from "@sessionkit/core";
import type { CurrentRequest } from "../request/current-request.ts";
import { askSession } from "./ask-session.ts";
import { outage } from "./outage.ts";

export interface GetSessionOptions {
  /** `"store"` asks the store now, for what must not wait for the access lifetime. `"token"`. */
  readonly verify?: "token" | "store";
}

/** Null where nobody is signed in. Rejects with `SessionStoreError` in an outage: that is not the same. */
export async function getSession<S extends AnySessions>(
  sessions: S,
  current: CurrentRequest,
  { verify }: GetSessionOptions = {},
): Promise<Session<S> | null> {
  const outcome = await askSession(sessions, current, verify);
  if (outcome.status === "unavailable") throw outage(outcome);
  return outcome.session as Session<S> | null;
}
