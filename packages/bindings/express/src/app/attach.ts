import { assertCalled } from "@sessionkit/core/binding";
import type { Request, Response } from "express";
import type { Binding } from "../binding/binding.ts";
import type { AttachOptions } from "../binding/session-binding.ts";
import type { SessionMiddleware } from "../binding/session-middleware.ts";
import { authorize } from "../request/authorize.ts";
import { currentRequest, isHandled, knownOutcome } from "../request/current-request.ts";

/** `attach` of a binding. For an access token verified before, it costs one look-up in a map. */
export function createAttach(binding: Binding): (options?: AttachOptions) => SessionMiddleware {
  const warnOnce = createWarning();
  return (options = {}) => {
    assertCalled(options, "attach");
    const { allowCrossSite = false } = options;
    return (request, response, next) => {
      const [req, res] = [request as Request, response as Response];
      warnOnce(req);
      if (knownOutcome(binding, req) || isHandled(binding, req)) {
        next();
        return;
      }
      if (allowCrossSite) currentRequest(binding, req, res).allowCrossSite = true;
      authorize(binding, req, res, next, {}, () => next());
    };
  };
}

/**
 * Reads the setting at the first request, after the application was configured. Under Koa, and under Node's own server, a
 * request has no application of Express.
 */
function createWarning(): (req: Partial<Request>) => void {
  let checked = false;
  return ({ app }) => {
    if (checked) return;
    checked = true;
    if (app?.get?.("trust proxy") !== true) return;
    // biome-ignore lint/suspicious/noConsole: the application works, and its author should see the warning before an attacker does.
    console.warn(
      'sessionkit: app.set("trust proxy", true) lets any client choose its req.ip, req.protocol and req.hostname. Give the number of your own proxies, there and to trustProxy of createSessions.',
    );
  };
}
