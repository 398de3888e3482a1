import type { AnySessions, EndpointRequest } from "@sessionkit/core";
import type { Request, Response } from "express";
import { type Binding, currentRequest } from "../bind/binding.ts";
import type { SessionMiddleware } from "../bind/session-middleware.ts";
import { send } from "../request/refuse.ts";
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
    sessions
      .handle(endpointRequest(binding, req))
      .then((answer) => (answer ? send(res, answer) : next()))
      .catch(next);
  };
}

const WELL_KNOWN_KEYS = "/.well-known/jwks.json";

export function isEndpoint({ basePath }: AnySessions, url: string): boolean {
  if (!url.startsWith(basePath)) return url.startsWith(WELL_KNOWN_KEYS);
  const after = url[basePath.length];
  return after === undefined || after === "/" || after === "?";
}

function endpointRequest(binding: Binding, req: Request): EndpointRequest {
  const current = currentRequest(binding, req);
  return {
    method: current.method,
    address: current.address,
    header: (name) => current.header(name),
    url: req.originalUrl,
    text: () => bodyText(req),
  };
}
