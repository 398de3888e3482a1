import { CrossSiteError, type Outcome } from "@sessionkit/core";
import type { Write } from "@sessionkit/core/binding";
import type { Request, Response } from "express";
import { type Binding, currentRequest } from "../bind/binding.ts";
import { assertSettable, setCookies } from "../request/set-cookies.ts";
import { throwOutage } from "./outage.ts";

/** What names a request in Express. */
interface Place {
  readonly req: Request;
  readonly res: Response;
}

/** How verbs write: cookies with the headers of the response, errors with the status that Express answers. */
export function createWrite(binding: Binding): Write<Place> {
  const { sessions } = binding;
  return async ({ req, res }, { verb, allowCrossSite }, work) => {
    const current = currentRequest(binding, req);
    assertSettable(res, verb);
    const allowed = allowCrossSite || current.allowCrossSite;
    if (!allowed && !sessions.isSameSiteIntent(current)) throw new CrossSiteError();

    function settle(cookies: Outcome["cookies"], outcome?: Outcome): void {
      // What was refreshed when this request began has ended since: its cookies must not follow.
      if (outcome?.status === "unauthenticated") current.takeBack();
      setCookies(current, res, verb, cookies);
      if (outcome) current.outcome = outcome;
    }

    return work({
      request: current,
      settle,
      async resolve() {
        if (current.outcome) return current.outcome;
        const outcome = await sessions.resolve(current);
        settle(outcome.cookies, outcome);
        return outcome;
      },
    }).catch(throwOutage);
  };
}
