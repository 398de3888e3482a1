import type { AnySessions, InferGuest, InferSession } from "@sessionkit/core";
import {
  createVerbs,
  guestOf,
  sessionAnswerOf,
  sessionFor,
  type WithSessionOptions,
} from "@sessionkit/core/binding";
import type { SessionBinding } from "../binding/session-binding.ts";
import type { RouteContext, SessionHandler, WithSession } from "../binding/session-handler.ts";
import type { Settings } from "../options/bind-options.ts";
import { appRouterRequest } from "./app-router-request.ts";
import { requireSession } from "./require-session.ts";
import { createRunWrite } from "./run-write.ts";
import { withSession } from "./with-session.ts";

/** The part of the binding that pages, actions and route handlers of the App Router call. */
export function createAppRouter<S extends AnySessions>(
  sessions: S,
  settings: Settings,
): Omit<SessionBinding<S>, "proxy" | "withProxy" | "handlers"> {
  type Signed = InferSession<S>;
  return {
    async getSession(given) {
      const current = await appRouterRequest(sessions, settings);
      return (await sessionFor(current, given)) as Signed | null;
    },
    async getGuest() {
      const current = await appRouterRequest(sessions, settings);
      return guestOf(await current.resolve()) as InferGuest<S> | null;
    },
    requireSession: (given) => requireSession(sessions, settings, given),
    withSession: ((handler: SessionHandler<Signed, RouteContext>, given?: WithSessionOptions) =>
      withSession(sessions, settings, handler, given)) as WithSession<Signed>,
    async getSessionAnswer() {
      const current = await appRouterRequest(sessions, settings);
      return sessionAnswerOf(sessions, await current.resolve());
    },
    async watchSession(given) {
      return (await appRouterRequest(sessions, settings)).watch(given);
    },
    ...createVerbs<S, []>(0, createRunWrite(sessions, settings)),
  };
}
