import type { Outcome, ProblemResponse } from "@sessionkit/core";
import {
  arrivalOf,
  type GetSessionOptions,
  outcomeFor,
  sendAnswer,
} from "@sessionkit/core/binding";
import type { NextFunction, Request, Response } from "express";
import type { Binding } from "../binding/binding.ts";
import { currentRequest } from "./current-request.ts";

/** Resolves the session of a request and calls `accept`. Refuses requests that another site sent with a session. */
export function authorize(
  binding: Binding,
  req: Request,
  res: Response,
  next: NextFunction,
  options: GetSessionOptions,
  accept: (outcome: Outcome) => void,
): void {
  const current = currentRequest(binding, req, res);
  const run = async (): Promise<void> => {
    const refusal = await current.forgedRefusal();
    if (refusal) {
      refuse(binding, refusal, req, res, next);
      return;
    }
    const arrival = await arrivalOf(current);
    if (arrival) sendAnswer(res, arrival);
    else accept(await outcomeFor(current, options));
  };
  run().catch(next);
}

/** Refuses a request: as `problem` of core says, or as the application does. */
export function refuse(
  binding: Binding,
  refusal: ProblemResponse,
  req: Request,
  res: Response,
  next: NextFunction,
): void {
  if (binding.refuse) binding.refuse(refusal.problem, req, res, next);
  else sendAnswer(res, refusal);
}
