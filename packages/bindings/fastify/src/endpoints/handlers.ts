import { readBody } from "@sessionkit/core/binding";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Binding } from "../binding/binding.ts";
import type { SessionPlugin } from "../binding/session-binding.ts";
import { asPlugin } from "../request/as-plugin.ts";
import { CurrentRequest } from "../request/current-request.ts";
import { isHandled } from "../request/is-handled.ts";
import { sendAnswer } from "../request/send-answer.ts";

/** A plugin that answers the endpoints in a hook, before a body is parsed. */
export function createHandlers(binding: Binding): SessionPlugin {
  return asPlugin("handlers", (app) => {
    app.addHook("onRequest", (request, reply) => answer(binding, request, reply));
  });
}

async function answer(
  binding: Binding,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  if (!isHandled(binding, request)) return undefined;
  const { sessions } = binding;
  const current = new CurrentRequest(sessions, request.raw, reply);
  const endpoint = current.endpoint(request.originalUrl, (max) => readBody(request.raw, max));
  const response = await sessions.handle(endpoint);
  if (!response) return undefined;
  // The rest of a refused body is not read, so the connection cannot serve another request.
  if (response.status === 413) reply.header("connection", "close");
  return sendAnswer(reply, response);
}
