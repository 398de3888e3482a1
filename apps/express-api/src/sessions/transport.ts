import type { SessionRequest } from "@sessionkit/core";
import type { Request } from "express";

/** Whether a request brought its own token. Of other schemes nothing is known here, and the cookies count. */
export function isBearer(req: Request): boolean {
  return /^Bearer +(v1\.|eyJ)/i.test(req.get("authorization") ?? "");
}

/** A request as `sessions` takes it, for verbs that answer tokens instead of setting cookies. */
export function sessionRequest(req: Request): SessionRequest {
  return {
    method: req.method,
    address: req.socket.remoteAddress ?? null,
    header: (name) => req.get(name) ?? null,
  };
}

/** The same without what a browser would have brought. */
export function withoutCookies(request: SessionRequest): SessionRequest {
  return { ...request, header: (name) => (name === "cookie" ? null : request.header(name)) };
}
