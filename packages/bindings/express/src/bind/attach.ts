import { assertCalled } from "@sessionkit/core/binding";
import type { Request, Response } from "express";
import { isHandled } from "../endpoints/handlers.ts";
import { judge } from "../request/judge.ts";
import { type Binding, currentRequest, knownRequest } from "./binding.ts";
import type { SessionMiddleware } from "./session-middleware.ts";

export interface AttachOptions {
  /** True before a route that pages of other sites may post to with a session cookie, such as the return of a payment. */
  readonly allowCrossSite?: boolean;
}

/**
 * Knows who each request is before its route runs, so that `getSession` only looks. That costs a signed session a look
 * into a map; a refresh happens here when it is due. The endpoints are left to `handlers`.
 */
export function createAttach(binding: Binding): (options?: AttachOptions) => SessionMiddleware {
  const warnOnce = createWarning();
  return (options = {}) => {
    assertCalled(options, "attach");
    const { allowCrossSite = false } = options;
    const middleware: SessionMiddleware = (request, response, next) => {
      const [req, res] = [request as Request, response as Response];
      warnOnce(req);
      const isKnown = knownRequest(binding, req)?.outcome;
      if (isKnown || isHandled(binding.sessions, req.originalUrl)) {
        next();
        return;
      }
      if (allowCrossSite) currentRequest(binding, req, res).allowCrossSite = true;
      judge(binding, req, res, next, "token", () => next());
    };
    return middleware;
  };
}

/** Looks at the setting at the first request, when the application has said all it has to say. */
function createWarning(): (req: Request) => void {
  let looked = false;
  return ({ app }) => {
    if (looked) return;
    looked = true;
    if (app.get("trust proxy") !== true) return;
    // biome-ignore lint/suspicious/noConsole: it works, and whoever wrote it should know before somebody else does.
    console.warn(
      'sessionkit: app.set("trust proxy", true) lets any client choose its req.ip, req.protocol and req.hostname. Give the number of your own proxies, there and to trustProxy of createSessions.',
    );
  };
}
