import type { AnySessions, Session } from "@sessionkit/core";
import type { BindOptions } from "../bind/bind-options.ts";
import { readPath } from "../bind/read-path.ts";
import { createSession } from "../session/create-session.ts";
import { getSession } from "../session/get-session.ts";
import { getSessionAnswer } from "../session/get-session-answer.ts";
import type { WithSessionOptions } from "../session/refusal-of.ts";
import { renewSession } from "../session/renew-session.ts";
import { revokeSession } from "../session/revoke-session.ts";
import { updateSession } from "../session/update-session.ts";
import { createHandlers } from "./handlers.ts";
import type { PagesBinding, WithSession } from "./pages-binding.ts";
import { pagesRequest, writablePagesRequest } from "./pages-request.ts";
import { type ApiSessionHandler, withSession } from "./with-session.ts";
import { withSessionProps } from "./with-session-props.ts";

export type PagesOptions = Pick<BindOptions, "signInPath" | "stepUpPath">;

/**
 * Puts a session service behind the Pages Router. Its proxy is that of `@sessionkit/next`.
 *
 * Throws `SessionConfigError` for options that could not work.
 */
export function bindSessions<S extends AnySessions>(
  sessions: S,
  options: PagesOptions = {},
): PagesBinding<S> {
  const ways = {
    signInPath: readPath(options.signInPath, "signInPath"),
    stepUpPath: readPath(options.stepUpPath, "stepUpPath"),
  };
  return Object.freeze<PagesBinding<S>>({
    handlers: createHandlers(sessions),
    getSession: async (req, res, given) =>
      getSession(sessions, pagesRequest(sessions, req, res), given),
    withSession: ((handler: ApiSessionHandler<Session<S>, unknown>, given?: WithSessionOptions) =>
      withSession(sessions, handler, given)) as WithSession<Session<S>>,
    withSessionProps: (getProps, given) => withSessionProps(sessions, ways, getProps, given),
    getSessionAnswer: async (req, res) =>
      getSessionAnswer(sessions, pagesRequest(sessions, req, res)),
    createSession: async (req, res, userId, given) =>
      createSession(
        sessions,
        writablePagesRequest(sessions, req, res, "createSession", given?.allowCrossSite),
        userId,
        given,
      ),
    renewSession: async (req, res, given) =>
      renewSession(sessions, writablePagesRequest(sessions, req, res, "renewSession"), given),
    updateSession: async (req, res, data) =>
      updateSession(sessions, writablePagesRequest(sessions, req, res, "updateSession"), data),
    revokeSession: async (req, res, given) =>
      revokeSession(sessions, writablePagesRequest(sessions, req, res, "revokeSession"), given),
  });
}
