import type { AnySessions, Problem } from "@sessionkit/core";
import type { NextFunction, Request, Response } from "express";

export interface BindOptions {
  /**
   * Answers the requests that `attach` and `requireSession` refuse, with `refusal.status` 401, 403 or 503. By default
   * the answer is `application/problem+json`. At 503, an outage, users are still signed in.
   *
   * @example
   * refuse: ({ status }, req, res) => (status === 401 ? res.redirect("/sign-in") : res.sendStatus(status))
   */
  readonly refuse?:
    | ((refusal: Problem, req: Request, res: Response, next: NextFunction) => void)
    | undefined;
}

/** What every part of a binding shares. */
export interface Binding extends BindOptions {
  readonly sessions: AnySessions;
  /**
   * The property of a request under which its `CurrentRequest` is kept: `req.session` may belong to express-session. Not a
   * `WeakMap`, which costs the garbage collector 20 µs per request.
   */
  readonly key: symbol;
}
