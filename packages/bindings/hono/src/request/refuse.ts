import type { ProblemResponse } from "@sessionkit/core";
import { toResponse } from "@sessionkit/core/binding";
import type { Context } from "hono";
import type { Binding } from "../binding/binding.ts";

/** Refuses a request with `problem` of core, or with the answer of the application. */
export function refuse(
  binding: Binding,
  refusal: ProblemResponse,
  c: Context,
): Response | Promise<Response> {
  return binding.refuse ? binding.refuse(refusal.problem, c) : toResponse(refusal);
}
