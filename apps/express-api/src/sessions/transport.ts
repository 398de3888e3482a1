import type { SessionRequest } from "@sessionkit/core";
import type { Request } from "express";
import { sessions } from "./sessions.ts";

/** A request as `sessions` takes it, for verbs whose tokens the application answers in the body. */
export function sessionRequest(req: Request): SessionRequest {
  return {
    method: req.method,
    address: req.socket.remoteAddress ?? null,
    header: (name) => req.get(name) ?? null,
  };
}

/** The same without the cookies of a browser. */
export function withoutCookies(request: SessionRequest): SessionRequest {
  return { ...request, header: (name) => (name === "cookie" ? null : request.header(name)) };
}

/**
 * The request if it is signed in by a bearer token, else null. An `Authorization` header that is not of sessionkit, such as
 * a proxy's, does not count: then the cookies decide.
 */
export async function bearerRequest(req: Request): Promise<SessionRequest | null> {
  if (req.get("authorization") === undefined) return null;
  const request = withoutCookies(sessionRequest(req));
  const { status } = await sessions.resolve(request, { write: false });
  return status === "authenticated" ? request : null;
}
