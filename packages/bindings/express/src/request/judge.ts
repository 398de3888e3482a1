import { type Outcome, problem } from "@sessionkit/core";
import type { GetSessionOptions } from "@sessionkit/core/binding";
import type { NextFunction, Request, Response } from "express";
import { type Binding, currentRequest } from "../bind/binding.ts";
import { refuse } from "./refuse.ts";

/** Finds out who a request is, and then calls `accept`; but turns away what another site sent along with a session. */
export function judge(
  binding: Binding,
  req: Request,
  res: Response,
  next: NextFunction,
  verify: GetSessionOptions["verify"],
  accept: (outcome: Outcome) => void,
): void {
  const current = currentRequest(binding, req, res);
  const ask = async (): Promise<void> => {
    if (current.isForeign && (await current.isForged()))
      refuse(binding, problem("cross_site"), req, res, next);
    else accept(await current.ask(verify));
  };
  ask().catch(next);
}
