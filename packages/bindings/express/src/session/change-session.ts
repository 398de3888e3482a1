import { type Outcome, type SessionOf, SessionRequiredError } from "@sessionkit/core";
import type { Request, Response } from "express";
import type { Binding } from "../bind/binding.ts";
import { setCookies } from "../request/set-cookies.ts";
import { outage } from "./outage.ts";
import { writingRequest } from "./writing-request.ts";

/** Changes the session of a request and sets the cookies that come of it. Where there is none, Express answers 401. */
export async function changeSession(
  binding: Binding,
  req: Request,
  res: Response,
  verb: string,
  change: (session: SessionOf, current: ReturnType<typeof writingRequest>) => Promise<Outcome>,
): Promise<SessionOf> {
  const current = writingRequest(binding, req, res, verb);
  const before = current.outcome ?? (await binding.sessions.resolve(current));
  const outcome =
    before.status === "authenticated" ? await change(before.session, current) : before;
  if (outcome.status === "unavailable") throw outage(outcome.error);
  // What was refreshed when this request began has ended since: its cookies must not follow.
  if (outcome.status === "unauthenticated") current.takeBack();
  setCookies(current, res, verb, outcome.cookies);
  current.outcome = outcome;
  if (outcome.status === "authenticated") return outcome.session;
  throw new SessionRequiredError("session_required", outcome.reason);
}
