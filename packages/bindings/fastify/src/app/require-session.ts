import {
  assertCalled,
  checkFresh,
  outcomeFor,
  type RequireSessionOptions,
  refusalOf,
} from "@sessionkit/core/binding";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Binding } from "../binding/binding.ts";
import type { SessionGuard } from "../binding/session-binding.ts";
import { attachedRequest } from "../request/current-request.ts";
import { refuse } from "../request/send-answer.ts";

/**
 * `requireSession` of a binding. The reply of the route is not cached, unless the route says otherwise. Throws
 * `SessionConfigError` for a duration that cannot be read.
 */
export function requireSession(
  binding: Binding,
  options: RequireSessionOptions = {},
): SessionGuard {
  assertCalled(options, "requireSession");
  checkFresh(options);
  return async (request, reply) => {
    const current = attachedRequest(binding, request, "requireSession");
    const outcome = await outcomeFor(current, options);
    const refusal = refusalOf(binding.sessions, outcome, options);
    if (refusal) return refuse(binding, refusal, request as FastifyRequest, reply as FastifyReply);
    current.keepPrivate();
    return undefined;
  };
}
