import { type Duration, problem, type SessionOf } from "@sessionkit/core";
import type { NextFunction, Request, Response } from "express";
import { assertCalled } from "../bind/assert-called.ts";
import { type Binding, knownRequest } from "../bind/binding.ts";
import type { SessionGuard } from "../bind/signed-in.ts";
import type { CurrentRequest } from "../request/current-request.ts";
import { judge } from "../request/judge.ts";
import { refuse } from "../request/refuse.ts";

export interface RequireSessionOptions {
  /** The user must have proved who they are this recently: seconds, or `"10m"`. */
  readonly fresh?: Duration;
  /** `"store"` asks the store now, for what must not wait for the access lifetime. `"token"`. */
  readonly verify?: "token" | "store";
}

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
    const { fresh, verify = "token" } = options;
    if (fresh !== undefined) sessions.isFresh(LONG_AGO, fresh);
    const asksAgain = verify === "store" && sessions.mode !== "database";

    function admit(
      { outcome }: CurrentRequest,
      req: Request,
      res: Response,
      next: NextFunction,
    ): void {
      if (outcome?.status !== "authenticated") {
        const refusal =
          outcome?.status === "unauthenticated"
            ? problem("session_required", outcome.reason)
            : problem("unavailable", "unavailable");
        refuse(binding, refusal, req, res, next);
      } else if (fresh !== undefined && !sessions.isFresh(outcome.session, fresh)) {
        refuse(binding, problem("session_not_fresh"), req, res, next);
      } else {
        keepPrivate(res);
        next();
      }
    }

    return (request, response, next) => {
      const [req, res] = [request as Request, response as unknown as Response];
      const known = knownRequest(binding, req);
      const isKnown = known?.outcome && !(asksAgain && known.outcome.status === "authenticated");
      if (known && isKnown) admit(known, req, res, next);
      else judge(binding, req, res, next, verify, (current) => admit(current, req, res, next));
    };
  };
}

/** Only its age is looked at. */
const LONG_AGO = { authenticatedAt: 0 } as SessionOf;

function keepPrivate(res: Response): void {
  res.setHeader("cache-control", "private, no-store");
  if (res.hasHeader("vary")) res.vary("Cookie");
  else res.setHeader("vary", "Cookie");
}
