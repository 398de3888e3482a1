import type { SessionRequest } from "@sessionkit/core";
import type { Request } from "express";
import { sessions } from "./sessions.ts";

/** The request for verbs of `sessions` whose tokens the application returns in the body. */
export function sessionRequest(req: Request): SessionRequest {
  return {
    method: req.method,
    address: req.socket.remoteAddress ?? null,
    header: (name) => req.get(name) ?? null,
  };
}

/** The same request without its cookies. */
export function withoutCookies(request: SessionRequest): SessionRequest {
  return { ...request, header: (name) => (name === "cookie" ? null : request.header(name)) };
}

/**
 * Returns the request if a bearer token authenticates it, else null. An `Authorization` header that is not of sessionkit,
 * such as a proxy's, is ignored: the cookies decide then.
 */
export async function bearerRequest(req: Request): Promise<SessionRequest | null> {
  if (req.get("authorization") === undefined) return null;
  const request = withoutCookies(sessionRequest(req));
  const { status } = await sessions.resolve(request, { write: false });
  return status === "authenticated" ? request : null;
}
