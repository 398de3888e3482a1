import { type Outcome, problem } from "@sessionkit/core";
import {
  assertCalled,
  checkFresh,
  keepPrivate,
  type RequireSessionOptions,
  refusalOf,
} from "@sessionkit/core/binding";
import type { NextFunction, Request, Response } from "express";
import { judge } from "../request/judge.ts";
import { refuse } from "../request/refuse.ts";
import { type Binding, knownRequest } from "./binding.ts";
import type { SessionGuard } from "./signed-in.ts";

/**
 * Lets through whoever is signed in; 401 with the reason for others, 503 in an outage. What comes of the route may not be
 * cached, unless it says otherwise.
 *
 * Throws `SessionConfigError` for a duration that cannot be read.
 */
export function createRequireSession(
  binding: Binding,
): (options?: RequireSessionOptions) => SessionGuard {
  const { sessions } = binding;
  return (options = {}) => {
    assertCalled(options, "requireSession");
    checkFresh(sessions, options);
    const { verify } = options;

    function admit(outcome: Outcome, req: Request, res: Response, next: NextFunction): void {
      const refusal = refusalOf(sessions, outcome, options);
      if (refusal) {
        refuse(binding, problem(refusal.code, refusal.reason), req, res, next);
        return;
      }
      keepPrivate(res);
      next();
    }

    return (request, response, next) => {
      const [req, res] = [request as Request, response as unknown as Response];
      const known = verify === "store" ? null : knownRequest(binding, req)?.outcome;
      if (known) admit(known, req, res, next);
      else judge(binding, req, res, next, verify, (outcome) => admit(outcome, req, res, next));
    };
  };
}
