import type { AnySessions, Session } from "@sessionkit/core";
import { createVerbs, type WithSessionOptions } from "@sessionkit/core/binding";
import type { BindOptions } from "../bind/bind-options.ts";
import { readPath } from "../bind/read-path.ts";
import { getSession } from "../session/get-session.ts";
import { getSessionAnswer } from "../session/get-session-answer.ts";
import { createHandlers } from "./handlers.ts";
import type { PagesBinding, WithSession } from "./pages-binding.ts";
import { pagesRequest } from "./pages-request.ts";
import { type ApiSessionHandler, withSession } from "./with-session.ts";
import { withSessionProps } from "./with-session-props.ts";
import { createWrite } from "./write.ts";

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
  const verbs = createVerbs(sessions, createWrite(sessions));
  return Object.freeze<PagesBinding<S>>({
    handlers: createHandlers(sessions),
    getSession: async (req, res, given) =>
      getSession(sessions, pagesRequest(sessions, req, res), given),
    withSession: ((handler: ApiSessionHandler<Session<S>, unknown>, given?: WithSessionOptions) =>
      withSession(sessions, handler, given)) as WithSession<Session<S>>,
    withSessionProps: (getProps, given) => withSessionProps(sessions, ways, getProps, given),
    getSessionAnswer: async (req, res) =>
      getSessionAnswer(sessions, pagesRequest(sessions, req, res)),
    createSession: (req, res, userId, given) => verbs.createSession({ req, res }, userId, given),
    renewSession: (req, res, given) => verbs.renewSession({ req, res }, given),
    updateSession: (req, res, data) => verbs.updateSession({ req, res }, data),
    revokeSession: (req, res, given) => verbs.revokeSession({ req, res }, given),
  });
}
