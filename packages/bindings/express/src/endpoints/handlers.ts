import { readBody, sendAnswer } from "@sessionkit/core/binding";
import type { Request, Response } from "express";
import type { Binding } from "../binding/binding.ts";
import type { SessionMiddleware } from "../binding/session-middleware.ts";
import { currentRequest, isHandled, targetOf } from "../request/current-request.ts";

/** Middleware that answers the endpoints, before or after a body parser. Passes on other paths. */
export function createHandlers(binding: Binding): SessionMiddleware {
  const { sessions } = binding;
  return (request, response, next) => {
    const [req, res] = [request as Request, response as Response];
    if (!isHandled(binding, req)) {
      next();
      return;
    }
    const current = currentRequest(binding, req, res);
    sessions
      .handle(current.endpoint(targetOf(req), (maxBytes) => bodyText(req, maxBytes)))
      .then((answer) => {
        if (!answer) return next();
        // The rest of a refused body is not read, so the connection cannot serve another request.
        if (answer.status === 413) res.shouldKeepAlive = false;
        sendAnswer(res, answer);
      })
      .catch(next);
  };
}

/**
 * The body as text, also after a parser: parsed JSON is serialized again. Rejects if other code
 * has read it and not stored it.
 */
async function bodyText(req: Request, maxBytes: number): Promise<string | null> {
  if (!req.readableDidRead) return readBody(req, maxBytes);
  const body: unknown = req.body;
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  if (body === undefined) throw new TypeError("The body has been read, and req.body is not set.");
  return JSON.stringify(body);
}
