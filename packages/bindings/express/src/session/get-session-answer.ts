import type { SessionAnswer } from "@sessionkit/core";
import { sessionAnswerOf } from "@sessionkit/core/binding";
import type { Request, Response } from "express";
import type { Binding } from "../bind/binding.ts";
import { keepPrivate } from "../request/keep-private.ts";
import { knownOutcome } from "./get-session.ts";

/** What a browser may know, for the page that is sent. Null in an outage: the browser then asks for itself. */
export async function getSessionAnswer(
  binding: Binding,
  req: Request,
  res: Response,
): Promise<SessionAnswer | null> {
  const outcome = knownOutcome(binding, req, "getSessionAnswer");
  keepPrivate(res);
  return sessionAnswerOf(binding.sessions, outcome);
}
