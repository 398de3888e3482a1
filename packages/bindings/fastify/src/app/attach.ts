import { SessionConfigError } from "@sessionkit/core";
import { arrivalOf, sessionOf } from "@sessionkit/core/binding";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Binding } from "../binding/binding.ts";
import type { AttachOptions, SessionPlugin } from "../binding/session-binding.ts";
import { asPlugin } from "../request/as-plugin.ts";
import { beginRequest, knownRequest, resolvedOutcome } from "../request/current-request.ts";
import { isHandled } from "../request/is-handled.ts";
import { addHeaders } from "../request/reply-headers.ts";
import { refuse, sendAnswer } from "../request/send-answer.ts";

/** `attach` of a binding. */
export function attach(binding: Binding, options: AttachOptions = {}): SessionPlugin {
  if ("addHook" in options) return registeredItself();
  return asPlugin("attach", (app) => {
    app.addHook("onRequest", (request, reply) => begin(binding, request, reply));
    app.addHook("onSend", (request, reply) => commitCookies(binding, request, reply));
    if (options.decorate !== undefined) decorate(binding, app, options.decorate);
  });
}

/** The answer to `app.register(attach)`. Rejects: what a plugin throws cannot be caught, and ends the process. */
function registeredItself(): never {
  const error = new SessionConfigError(
    "attach",
    "was registered itself. Register what it returns: attach().",
  );
  return Promise.reject(error) as never;
}

/** Refuses a request that another site sent with a session; else resolves its session. */
async function begin(
  binding: Binding,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  if (knownRequest(binding, request) || isHandled(binding, request)) return undefined;
  const current = beginRequest(binding, request, reply);
  current.allowCrossSite = request.routeOptions.config.allowCrossSite === true;
  const refusal = await current.forgedRefusal();
  if (refusal) return refuse(binding, refusal, request, reply);
  const arrival = await arrivalOf(current);
  if (arrival) return sendAnswer(reply, arrival);
  await current.resolve();
  return undefined;
}

/** Sets the cookies that are still true on the reply, before it is sent. */
async function commitCookies(
  binding: Binding,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const current = knownRequest(binding, request);
  if (current && !current.isFinished) addHeaders(reply, await current.finish());
}

function decorate(binding: Binding, app: FastifyInstance, name: string): void {
  app.decorateRequest(name, {
    getter(this: FastifyRequest) {
      return sessionOf(resolvedOutcome(binding, this, name));
    },
  });
}
