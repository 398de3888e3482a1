import { type SessionRequest, SessionRequiredError, SessionStoreError } from "@sessionkit/core";
import type { Request, Response } from "express";
import { type AppSession, currentSession } from "../sessions/current-session.ts";
import { describeSession } from "../sessions/describe-session.ts";
import { renewSession } from "../sessions/session-express.ts";
import { sessions } from "../sessions/sessions.ts";
import { bearerRequest } from "../sessions/transport.ts";
import { findPassword, findUser } from "../users/accounts.ts";
import { verifyPassword } from "../users/password.ts";
import { HttpProblem } from "./http-problem.ts";
import { readText } from "./read-body.ts";

/** `POST /confirm`: checks the password again, for routes that require a recent proof. Returns new credentials. */
export async function confirm(req: Request, res: Response): Promise<void> {
  const before = currentSession(req);
  const password = readText(req.body, "password");
  const user = await findUser(before.userId);
  if (!user || !(await verifyPassword(password, await findPassword(before.userId))))
    throw new HttpProblem(403, "wrong_credentials", "The password is wrong.");
  const bearer = await bearerRequest(req);
  if (bearer) {
    const { session, tokens } = await renewForBearer(bearer, before);
    res.json(describeSession(session, user, tokens));
  } else {
    const session = await renewSession(req, res, { authenticated: true });
    res.json(describeSession(session, user));
  }
}

async function renewForBearer(request: SessionRequest, session: AppSession) {
  const outcome = await sessions.renew(session, { request, authenticated: true });
  switch (outcome.status) {
    case "authenticated":
      return outcome;
    case "unauthenticated":
      throw new SessionRequiredError("session_required", outcome.reason);
    case "unavailable":
      throw new SessionStoreError("The session could not be renewed.", {
        cause: outcome.error,
      });
  }
}
