import type { EndpointResponse, Problem } from "@sessionkit/core";
import type { Context } from "hono";
import type { Binding } from "../bind/binding.ts";
import { toResponse } from "./to-response.ts";

/** Turns a request away, as `problem` of core says or as the application wants it. */
export function refuse(
  { refuse: own }: Binding,
  refusal: EndpointResponse,
  c: Context,
): Response | Promise<Response> {
  return own ? own(JSON.parse(refusal.body as string) as Problem, c) : toResponse(refusal);
}
