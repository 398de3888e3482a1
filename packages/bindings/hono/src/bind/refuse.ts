import type { ProblemResponse } from "@sessionkit/core";
import { toResponse } from "@sessionkit/core/binding";
import type { Context } from "hono";
import type { Binding } from "./binding.ts";

/** Turns a request away, as `problem` of core says or as the application wants it. */
export function refuse(
  { refuse: own }: Binding,
  refusal: ProblemResponse,
  c: Context,
): Response | Promise<Response> {
  return own ? own(refusal.problem, c) : toResponse(refusal);
}
