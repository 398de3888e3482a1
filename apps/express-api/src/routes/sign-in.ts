import { CrossSiteError } from "@sessionkit/express";
import type { Request, Response } from "express";
import { describeSession } from "../sessions/describe-session.ts";
import { createSession } from "../sessions/session-express.ts";
import { sessions } from "../sessions/sessions.ts";
import { sessionRequest, withoutCookies } from "../sessions/transport.ts";
import { findAccount, type User } from "../users/accounts.ts";
import { verifyPassword } from "../users/password.ts";
import { HttpProblem } from "./http-problem.ts";
import { readChoice, readText } from "./read-body.ts";

/** `POST /sign-in`: sets cookies or, with `transport: "bearer"`, returns tokens for a client that stores them. */
export async function signIn(req: Request, res: Response): Promise<void> {
  const email = readText(req.body, "email");
  const password = readText(req.body, "password");
  const remember = readChoice(req.body, "remember", [true, false]);
  const transport = readChoice(req.body, "transport", ["cookie", "bearer"]);
  const user = await checkPassword(email, password);
  if (transport === "cookie") {
    const session = await createSession(req, res, user.id, { remember });
    res.json(describeSession(session, user));
    return;
  }
  const request = sessionRequest(req);
  const problem = sessions.crossSiteProblem(request);
  if (problem !== null) throw new CrossSiteError(problem);
  const { session, tokens } = await sessions.create(user.id, {
    request: withoutCookies(request),
    remember,
  });
  res.set("cache-control", "private, no-store").json(describeSession(session, user, tokens));
}

/** The answer and its time do not reveal whether the address or the password was wrong. */
async function checkPassword(email: string, password: string): Promise<User> {
  const account = await findAccount(email);
  const isRight = await verifyPassword(password, account?.hash ?? null);
  if (account && isRight) return account.user;
  throw new HttpProblem(401, "wrong_credentials", "The e-mail address or the password is wrong.");
}
