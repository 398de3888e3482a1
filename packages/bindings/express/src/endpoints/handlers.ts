import { isEndpoint, sendAnswer } from "@sessionkit/core/binding";
import type { Request, Response } from "express";
import { type Binding, currentRequest } from "../bind/binding.ts";
import type { SessionMiddleware } from "../bind/session-middleware.ts";
import { bodyText } from "./body-text.ts";

/** The endpoints, as middleware: other paths go on. Before or after a parser of bodies. */
export function createHandlers(binding: Binding): SessionMiddleware {
  const { sessions } = binding;
  return (request, response, next) => {
    const [req, res] = [request as Request, response as Response];
    if (!isEndpoint(sessions, req.originalUrl)) {
      next();
      return;
    }
    const current = currentRequest(binding, req, res);
    sessions
      .handle(current.endpoint(req.originalUrl, () => bodyText(req)))
      .then((answer) => (answer ? sendAnswer(res, answer) : next()))
      .catch(next);
  };
}
