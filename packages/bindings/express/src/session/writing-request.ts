import type { Request, Response } from "express";
import { type Binding, currentRequest } from "../bind/binding.ts";
import type { CurrentRequest } from "../request/current-request.ts";
import { assertSettable } from "../request/set-cookies.ts";
import { CrossSiteError } from "./cross-site-error.ts";

/** The request, for a verb that sets cookies: refused before anything has happened where that cannot be, or must not. */
export function writingRequest(
  binding: Binding,
  req: Request,
  res: Response,
  verb: string,
  allowCrossSite = false,
): CurrentRequest {
  const current = currentRequest(binding, req);
  assertSettable(res, verb);
  const allowed = allowCrossSite || current.allowCrossSite;
  if (!allowed && !binding.sessions.isSameSiteIntent(current)) throw new CrossSiteError();
  return current;
}
