import type { IncomingMessage, ServerResponse } from "node:http";
import type { AnySessions, InferSession } from "@sessionkit/core";
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

/** Names a request in the Pages Router. */
interface Target {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

export type PagesOptions = Pick<BindOptions, "signInPath" | "stepUpPath">;

/**
 * Binds a session service to the Pages Router. Its proxy is that of `@sessionkit/next`.
 *
 * Throws `SessionConfigError` for options that could not work.
 */
export function bindSessions<S extends AnySessions>(
  sessions: S,
  options: PagesOptions = {},
): PagesBinding<S> {
  type Signed = InferSession<S>;
  const authPaths = {
    signInPath: readPath(options.signInPath, "signInPath"),
    stepUpPath: readPath(options.stepUpPath, "stepUpPath"),
  };
  const verbs = createVerbs<Target>(sessions, ({ req, res }, _verb, write) =>
    write(pagesRequest(sessions, req, res)),
  );
  return Object.freeze<PagesBinding<S>>({
    handlers: createHandlers(sessions),
    async getSession(req, res, { verify } = {}) {
      const outcome = await pagesRequest(sessions, req, res).resolve(verify);
      return sessionOf(outcome) as Signed | null;
    },
    withSession: ((handler: ApiSessionHandler<Signed, unknown>, given?: WithSessionOptions) =>
      withSession(sessions, handler, given)) as WithSession<Signed>,
    withSessionProps: (getProps, given) => withSessionProps(sessions, authPaths, getProps, given),
    getSessionAnswer: async (req, res) =>
      sessionAnswerOf(sessions, await pagesRequest(sessions, req, res).resolve()),
    createSession: (req, res, userId, given) =>
      verbs.createSession({ req, res }, userId, given) as Promise<Signed>,
    renewSession: (req, res, given) => verbs.renewSession({ req, res }, given) as Promise<Signed>,
    updateSession: (req, res, data) => verbs.updateSession({ req, res }, data) as Promise<Signed>,
    revokeSession: (req, res, given) => verbs.revokeSession({ req, res }, given),
  });
}
