import type { Outcome, SessionOf, SessionRequest } from "@sessionkit/core";
import type { Context } from "hono";
import type { Binding } from "../bind/binding.ts";
import { askSession } from "./ask-session.ts";
import { SessionHttpException } from "./session-http-exception.ts";
import { writeSession } from "./write-session.ts";

/** Changes the session of this request. Rejects with 401 where there is none, before or after, and 503 in an outage. */
export async function changeSession(
  binding: Binding,
  c: Context,
  verb: string,
  change: (session: SessionOf, request: SessionRequest) => Promise<Outcome>,
): Promise<SessionOf> {
  const outcome = await writeSession<Outcome>(binding, c, verb, async (current) => {
    const before = await askSession(binding, current);
    return before.status === "authenticated" ? change(before.session, current) : before;
  });
  switch (outcome.status) {
    case "authenticated":
      return outcome.session;
    case "unauthenticated":
      throw new SessionHttpException("session_required", outcome.reason);
    case "unavailable":
      throw new SessionHttpException("session_store", null, outcome.error);
  }
}
