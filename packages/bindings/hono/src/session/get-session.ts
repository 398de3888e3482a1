import type { SessionOf } from "@sessionkit/core";
import type { GetSessionOptions } from "@sessionkit/core/binding";
import type { Context } from "hono";
import { type Binding, currentRequest } from "../bind/binding.ts";
import { askSession } from "./ask-session.ts";
import { SessionHttpException } from "./session-http-exception.ts";

/** Null where nobody is signed in. Rejects in an outage: that is not the same. */
export async function getSession(
  binding: Binding,
  c: Context,
  { verify }: GetSessionOptions = {},
): Promise<SessionOf | null> {
  const outcome = await askSession(binding, currentRequest(binding, c), verify);
  if (outcome.status === "unavailable")
    throw new SessionHttpException("session_store", null, outcome.error);
  return outcome.session;
}
