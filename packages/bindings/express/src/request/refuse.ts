import type { ProblemResponse } from "@sessionkit/core";
import { sendAnswer } from "@sessionkit/core/binding";
import type { NextFunction, Request, Response } from "express";
import type { Binding } from "../bind/binding.ts";

/** Turns a request away, as `problem` of core says or as the application wants it. */
export function refuse(
  { refuse: own }: Binding,
  refusal: ProblemResponse,
  req: Request,
  res: Response,
  next: NextFunction,
): void {
  if (own) own(refusal.problem, req, res, next);
  else sendAnswer(res, refusal);
}
