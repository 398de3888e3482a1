import type { EndpointResponse, Problem } from "@sessionkit/core";
import { toResponse } from "@sessionkit/core/binding";
import type { Context } from "hono";
import type { Binding } from "../bind/binding.ts";

/** Turns a request away, as `problem` of core says or as the application wants it. */
export function refuse(
  { refuse: own }: Binding,
  refusal: EndpointResponse,
  c: Context,
): Response | Promise<Response> {
  return own ? own(JSON.parse(refusal.body as string) as Problem, c) : toResponse(refusal);
}
