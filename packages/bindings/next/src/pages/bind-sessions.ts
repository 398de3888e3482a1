import type { IncomingMessage, ServerResponse } from "node:http";
import type { AnySessions, InferGuest, InferSession } from "@sessionkit/core";
import {
  createVerbs,
  guestOf,
  sessionAnswerOf,
  sessionFor,
  type WithSessionOptions,
} from "@sessionkit/core/binding";
import type { BindOptions } from "../options/bind-options.ts";
import { readPath } from "../options/read-path.ts";
import { createMatcher } from "../paths/matcher.ts";
import { createHandlers } from "./handlers.ts";
import type { PagesBinding, WithSession } from "./pages-binding.ts";
import { type PagesSettings, pagesRequest } from "./pages-request.ts";
import { type ApiSessionHandler, withSession } from "./with-session.ts";
import { withSessionProps } from "./with-session-props.ts";

export type PagesOptions = Pick<BindOptions, "signInPath" | "stepUpPath" | "allowCrossSite">;

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
  const binding: PagesSettings<S> = {
    sessions,
    signInPath: readPath(options.signInPath, "signInPath"),
    stepUpPath: readPath(options.stepUpPath, "stepUpPath"),
    mayCrossSite: createMatcher(options.allowCrossSite ?? [], "allowCrossSite").every,
  };
  return Object.freeze<PagesBinding<S>>({
    handlers: createHandlers(binding),
    async getSession(req, res, given) {
      return (await sessionFor(pagesRequest(binding, req, res), given)) as Signed | null;
    },
    async getGuest(req, res) {
      return guestOf(await pagesRequest(binding, req, res).resolve()) as InferGuest<S> | null;
    },
    withSession: ((handler: ApiSessionHandler<Signed, unknown>, given?: WithSessionOptions) =>
      withSession(binding, handler, given)) as WithSession<Signed>,
    withSessionProps: (getProps, given) => withSessionProps(binding, getProps, given),
    watchSession: (req, res, given) => pagesRequest(binding, req, res).watch(given),
    getSessionAnswer: async (req, res) =>
      sessionAnswerOf(sessions, await pagesRequest(binding, req, res).resolve()),
    ...createVerbs<S, [IncomingMessage, ServerResponse]>(2, ([req, res], _verb, write) =>
      write(pagesRequest(binding, req, res)),
    ),
  });
}
