import { SessionRequiredError } from "@sessionkit/core";
import type { Request, Response } from "express";
import { currentSession } from "../sessions/current-session.ts";
import { describeSession } from "../sessions/describe-session.ts";
import { sessions } from "../sessions/sessions.ts";

/** `GET /me`: user and session. */
export async function me(req: Request, res: Response): Promise<void> {
  const session = currentSession(req);
  const user = await sessions.user(session);
  if (!user) throw new SessionRequiredError("session_required", "user_gone");
  res.json(describeSession(session, user));
}
