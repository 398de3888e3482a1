import { SessionRequiredError } from "../base/errors.ts";
import type { CreateOptions } from "../flow/create.ts";
import type { SessionRequest } from "../request/request.ts";
import type { AnySessions } from "../service/sessions.ts";
import { type Outcome, unauthenticated } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import type { BoundRequest, WriteCall } from "./bound-request.ts";
import type { CreateSessionOptions, RenewSessionOptions, RevokeSessionOptions } from "./options.ts";
import { sessionOf } from "./session-of.ts";

/**
 * Finds the request that `target` identifies and runs `write` for it. Converts errors of `write` into the form that the
 * framework expects.
 *
 * @typeParam Target what identifies a request in this framework, such as its request and response objects
 */
export type RunWrite<Target> = <T>(
  target: Target,
  verb: WriteCall["verb"],
  write: (request: BoundRequest) => Promise<T>,
) => Promise<T>;

/** The changes that a binding can make to the session of a request. */
export interface Verbs<Target> {
  /** Signs a user in. Ends the previous session of the browser. */
  createSession(target: Target, userId: string, options?: CreateSessionOptions): Promise<Session>;
  /** Issues new credentials for this session, at a step-up or a change of privilege. */
  renewSession(target: Target, options?: RenewSessionOptions): Promise<Session>;
  /** Changes the session's data: merges members, or calls a function with it in the same compare-and-swap. */
  updateSession(target: Target, data: object | ((data: never) => object)): Promise<Session>;
  /** Signs out. Returns how many sessions ended. */
  revokeSession(target: Target, options?: RevokeSessionOptions): Promise<number>;
}

/**
 * The verbs of a binding, for any framework. They reject with `SessionStoreError` in an outage, with `CrossSiteError` for a
 * request from another site, and with `SessionConfigError` if cookies can no longer be set. `renewSession` and
 * `updateSession` reject with `SessionRequiredError` if there is no session, or if it ended during the change.
 */
export function createVerbs<Target>(
  sessions: AnySessions,
  runWrite: RunWrite<Target>,
): Verbs<Target> {
  function run<T>(
    target: Target,
    verb: WriteCall["verb"],
    write: (request: BoundRequest) => Promise<T>,
    allowCrossSite = false,
  ): Promise<T> {
    return runWrite(target, verb, (request) =>
      request.runWrite({ verb, allowCrossSite }, () => write(request)),
    );
  }

  function change(
    target: Target,
    verb: WriteCall["verb"],
    apply: (session: Session, request: SessionRequest) => Promise<Outcome>,
  ): Promise<Session> {
    return run(target, verb, async (request) => {
      const before = await request.resolve();
      const outcome = before.session ? await apply(before.session, request) : before;
      const session = sessionOf(outcome);
      await request.commit(verb, outcome.cookies, outcome);
      if (session) return session;
      throw new SessionRequiredError("session_required", outcome.reason);
    });
  }

  return {
    createSession: (target, userId, { allowCrossSite, ...options } = {}) =>
      run(
        target,
        "createSession",
        async (request) => {
          const outcome = await sessions.create(userId, { ...options, request } as CreateOptions);
          await request.commit("createSession", outcome.cookies, outcome);
          return outcome.session;
        },
        allowCrossSite,
      ),
    renewSession: (target, { authenticated = false } = {}) =>
      change(target, "renewSession", (session, request) =>
        sessions.renew(session, { request, authenticated }),
      ),
    updateSession: (target, data) =>
      change(target, "updateSession", (session, request) =>
        sessions.update(session, data, request),
      ),
    revokeSession: (target, { scope = "current" } = {}) =>
      run(target, "revokeSession", async (request) => {
        const { revoked, cookies } = await sessions.signOut(request, scope);
        // The user signed out, so that the reason is `absent` and not `revoked`.
        const after = scope === "others" ? await request.resolve() : unauthenticated("absent");
        await request.commit("revokeSession", cookies, after);
        return revoked;
      }),
  };
}
