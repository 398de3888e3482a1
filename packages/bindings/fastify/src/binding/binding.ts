import type { AnySessions, Problem } from "@sessionkit/core";
import type { FastifyReply, FastifyRequest } from "fastify";

export interface BindOptions {
  /**
   * Answers the requests that `attach` and `requireSession` refuse, with `refusal.status` 401, 403 or 503. By default
   * the answer is `application/problem+json`. At 503, an outage, users are still signed in.
   *
   * @example
   * refuse: ({ status }, _request, reply) =>
   *   status === 401 ? reply.redirect("/sign-in", 303) : reply.code(status).send()
   */
  readonly refuse?:
    | ((refusal: Problem, request: FastifyRequest, reply: FastifyReply) => unknown)
    | undefined;
}

/** What every part of a binding shares. */
export interface Binding extends BindOptions {
  readonly sessions: AnySessions;
  /** The property of Node's request under which its `CurrentRequest` is kept. */
  readonly key: symbol;
}
