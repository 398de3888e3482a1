import { CrossSiteError } from "@sessionkit/express";
import type { Request, Response } from "express";
import { describeSession } from "../sessions/describe-session.ts";
import { createSession, getSession } from "../sessions/session-express.ts";
import { sessions } from "../sessions/sessions.ts";
import { sessionRequest, withoutCookies } from "../sessions/transport.ts";
import { findAccount, type User } from "../users/accounts.ts";
import { verifyPassword } from "../users/password.ts";
import { HttpProblem } from "./http-problem.ts";
import { readChoice, readText } from "./read-body.ts";

/** `POST /sign-in`: sets cookies, or with `transport: "bearer"` answers tokens for a client that stores its own. */
export async function signIn(req: Request, res: Response): Promise<void> {
  const email = readText(req.body, "email");
  const password = readText(req.body, "password");
  const remember = readChoice(req.body, "remember", [true, false]);
  const transport = readChoice(req.body, "transport", ["cookie", "bearer"]);
  // Throws if `attach()` met an outage: a second deadline for the same outage is not waited for.
  getSession(req);
  const user = await checkPassword(email, password);
  if (transport === "cookie") {
    const session = await createSession(req, res, user.id, { remember });
    res.json(describeSession(session, user));
    return;
  }
  const request = sessionRequest(req);
  const crossSite = sessions.crossSiteProblem(request);
  if (crossSite !== null) throw new CrossSiteError(crossSite);
  const { session, tokens } = await sessions.create(user.id, {
    request: withoutCookies(request),
    remember,
  });
  res.set("cache-control", "private, no-store").json(describeSession(session, user, tokens));
}

/** Neither the answer nor its time reveals whether the address or the password was wrong. */
async function checkPassword(email: string, password: string): Promise<User> {
  const account = await findAccount(email);
  const isRight = await verifyPassword(password, account?.hash ?? null);
  if (account && isRight) return account.user;
  throw new HttpProblem(401, "wrong_credentials", "This address and password do not go together.");
}
