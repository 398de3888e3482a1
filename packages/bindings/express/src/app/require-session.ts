import type { Outcome } from "@sessionkit/core";
import {
  assertCalled,
  checkFresh,
  isBoundEndpoint,
  keepPrivate,
  type RequireSessionOptions,
  refusalOf,
} from "@sessionkit/core/binding";
import type { NextFunction, Request, Response } from "express";
import type { Binding } from "../binding/binding.ts";
import type { SessionGuard } from "../binding/session-middleware.ts";
import { authorize, refuse } from "../request/authorize.ts";
import { knownOutcome, targetOf } from "../request/current-request.ts";

/**
 * `requireSession` of a binding. The response of the route is not cached, unless the route says otherwise. Throws
 * `SessionConfigError` for a duration that cannot be read.
 */
export function createRequireSession(
  binding: Binding,
): (options?: RequireSessionOptions) => SessionGuard {
  const { sessions } = binding;
  return (options = {}) => {
    assertCalled(options, "requireSession");
    checkFresh(options);
    const mustResolve = options.verify === "store" || options.binding === "optional";

    function admit(outcome: Outcome, req: Request, res: Response, next: NextFunction): void {
      const refusal = refusalOf(sessions, outcome, options);
      if (refusal) {
        refuse(binding, refusal, req, res, next);
        return;
      }
      keepPrivate(res);
      next();
    }

    return (request, response, next) => {
      const [req, res] = [request as Request, response as unknown as Response];
      const known = mustResolve ? null : knownOutcome(binding, req);
      if (known) admit(known, req, res, next);
      else if (isBoundEndpoint(sessions, targetOf(req))) next();
      else authorize(binding, req, res, next, options, (outcome) => admit(outcome, req, res, next));
    };
  };
}
