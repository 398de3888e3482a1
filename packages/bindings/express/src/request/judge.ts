import { type Outcome, problem, type ResolveOptions } from "@sessionkit/core";
import type { NextFunction, Request, Response } from "express";
import { type Binding, currentRequest } from "../bind/binding.ts";
import { refuse } from "./refuse.ts";
import { setCookies } from "./set-cookies.ts";

/**
 * Finds out who a request is, refreshes the session where that is due, and then calls `accept`. What another site made a
 * browser send along with a session is turned away, and nothing is written for it.
 */
export function judge(
  binding: Binding,
  req: Request,
  res: Response,
  next: NextFunction,
  verify: ResolveOptions["verify"],
  accept: (outcome: Outcome) => void,
): void {
  const { sessions } = binding;
  const current = currentRequest(binding, req);
  const foreign = !current.allowCrossSite && !sessions.isSameSiteIntent(current);
  const options =
    foreign || verify === "store" ? { write: !foreign, verify: verify ?? "token" } : undefined;
  sessions
    .resolve(current, options)
    .then((outcome) => {
      if (foreign && outcome.reason !== "absent") {
        refuse(binding, problem("cross_site"), req, res, next);
        return;
      }
      current.outcome = outcome;
      setCookies(current, res, "attach", outcome.cookies);
      accept(outcome);
    })
    .catch(next);
}
