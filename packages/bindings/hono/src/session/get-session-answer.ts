import type { SessionAnswer } from "@sessionkit/core";
import { sessionAnswerOf } from "@sessionkit/core/binding";
import type { Context } from "hono";
import { type Binding, currentRequest } from "../bind/binding.ts";
import { askSession } from "./ask-session.ts";

/** What a browser may know, for the page that is sent. Null in an outage: the browser then asks for itself. */
export async function getSessionAnswer(
  binding: Binding,
  c: Context,
): Promise<SessionAnswer | null> {
  const outcome = await askSession(binding, currentRequest(binding, c));
  c.header("cache-control", "private, no-store");
  return sessionAnswerOf(binding.sessions, outcome);
}
