import type { IncomingMessage, ServerResponse } from "node:http";
import type { AnySessions, Session } from "@sessionkit/core";
import {
  createVerbs,
  sessionAnswerOf,
  sessionOf,
  type WithSessionOptions,
} from "@sessionkit/core/binding";
import type { BindOptions } from "../bind/bind-options.ts";
import { readPath } from "../bind/read-path.ts";
import { createHandlers } from "./handlers.ts";
import type { PagesBinding, WithSession } from "./pages-binding.ts";
import { pagesRequest } from "./pages-request.ts";
import { type ApiSessionHandler, withSession } from "./with-session.ts";
import { withSessionProps } from "./with-session-props.ts";

/** What names a request in the Pages Router. */
interface Place {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

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
  const verbs = createVerbs<Place>(sessions, ({ req, res }, _verb, work) =>
    work(pagesRequest(sessions, req, res)),
  );
  return Object.freeze<PagesBinding<S>>({
    handlers: createHandlers(sessions),
    async getSession(req, res, { verify } = {}) {
      const outcome = await pagesRequest(sessions, req, res).ask(verify);
      return sessionOf(outcome) as Session<S> | null;
    },
    withSession: ((handler: ApiSessionHandler<Session<S>, unknown>, given?: WithSessionOptions) =>
      withSession(sessions, handler, given)) as WithSession<Session<S>>,
    withSessionProps: (getProps, given) => withSessionProps(sessions, ways, getProps, given),
    getSessionAnswer: async (req, res) =>
      sessionAnswerOf(sessions, await pagesRequest(sessions, req, res).ask()),
    createSession: (req, res, userId, given) => verbs.createSession({ req, res }, userId, given),
    renewSession: (req, res, given) => verbs.renewSession({ req, res }, given),
    updateSession: (req, res, data) => verbs.updateSession({ req, res }, data),
    revokeSession: (req, res, given) => verbs.revokeSession({ req, res }, given),
  });
}
