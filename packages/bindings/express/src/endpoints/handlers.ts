import type { AnySessions } from "@sessionkit/core";
import { isEndpoint, isKeySet, sendAnswer } from "@sessionkit/core/binding";
import type { Request, Response } from "express";
import { type Binding, currentRequest } from "../bind/binding.ts";
import type { SessionMiddleware } from "../bind/session-middleware.ts";
import { bodyText } from "./body-text.ts";

/** The endpoints, as middleware: other paths go on. Before or after a parser of bodies. */
export function createHandlers(binding: Binding): SessionMiddleware {
  const { sessions } = binding;
  return (request, response, next) => {
    const [req, res] = [request as Request, response as Response];
    if (!isHandled(sessions, req.originalUrl)) {
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

/** What `handlers` answers, and `attach` leaves to it. */
export function isHandled(sessions: AnySessions, url: string): boolean {
  return isEndpoint(sessions, url) || isKeySet(url);
}
