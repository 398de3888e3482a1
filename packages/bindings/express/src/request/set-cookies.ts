import { cookieHeaders, SessionConfigError, type SetCookie } from "@sessionkit/core";
import type { Response } from "express";
import onHeaders from "on-headers";
import type { CurrentRequest } from "./current-request.ts";
import { putHeaders } from "./put-headers.ts";

/**
 * Has cookies sent with the response, whatever way it leaves: when its headers do, after all that the application may
 * have put in the place of `Set-Cookie`. Each cookie once, as it was set last.
 */
export function setCookies(
  current: CurrentRequest,
  res: Response,
  verb: string,
  cookies: readonly SetCookie[],
): void {
  if (cookies.length === 0) return;
  assertSettable(res, verb);
  current.change(cookies);
  if (current.commits) return;
  current.commits = true;
  onHeaders(res, () => putHeaders(res, cookieHeaders(current.changes)));
}

/** Throws where no cookie can be sent any more: a session whose cookie never arrives would be lost. */
export function assertSettable(res: Response, verb: string): void {
  if (!res.headersSent) return;
  throw new SessionConfigError(
    verb,
    "sets cookies, and the headers of this response have left. Call it before anything is sent.",
    "headers_sent",
  );
}
