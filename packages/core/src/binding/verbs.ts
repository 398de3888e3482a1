import { SessionRequiredError } from "../base/errors.ts";
import type { CreateOptions } from "../flow/create.ts";
import type { AnySessions } from "../service/sessions.ts";
import { type Outcome, unauthenticated } from "../session/outcome.ts";
import type { SessionRequest } from "../request/request.ts";
import type { SessionOf } from "../session/session.ts";
import type { BoundRequest, WriteCall } from "./bound-request.ts";
import type { CreateSessionOptions, RenewSessionOptions, RevokeSessionOptions } from "./options.ts";
import { sessionOf } from "./session-of.ts";

/**
 * Finds the request that `place` names, and has `work` done with it; gives what `work` throws the form that the framework
 * answers.
 *
 * @typeParam Place what names a request in this framework, such as its own request and response
 */
export type Write<Place> = <T>(
  place: Place,
  verb: WriteCall["verb"],
  work: (request: BoundRequest) => Promise<T>,
) => Promise<T>;

/** What a binding does to the session of a request. */
export interface Verbs<Place> {
  /** Signs a user in. Whatever session the browser held ends. */
  createSession(place: Place, userId: string, options?: CreateSessionOptions): Promise<SessionOf>;
  /** New credentials for this session, at a step-up or a change of privilege; the old ones die. */
  renewSession(place: Place, options?: RenewSessionOptions): Promise<SessionOf>;
  /** Merges into the session's own data. */
  updateSession(place: Place, data: object): Promise<SessionOf>;
  /** Signs out. Returns how many sessions ended. */
  revokeSession(place: Place, options?: RevokeSessionOptions): Promise<number>;
}

/**
 * The verbs of a binding, for any framework. They reject with `SessionStoreError` in an outage, with `CrossSiteError` for
 * another site's request, with `SessionConfigError` where no cookie can be set any more; and those that change a session
 * with `SessionRequiredError` where there is none, before or after.
 */
export function createVerbs<Place>(sessions: AnySessions, write: Write<Place>): Verbs<Place> {
  function run<T>(
    place: Place,
    verb: WriteCall["verb"],
    work: (request: BoundRequest) => Promise<T>,
    allowCrossSite = false,
  ): Promise<T> {
    return write(place, verb, (request) =>
      request.write({ verb, allowCrossSite }, () => work(request)),
    );
  }

  function change(
    place: Place,
    verb: WriteCall["verb"],
    how: (session: SessionOf, request: SessionRequest) => Promise<Outcome>,
  ): Promise<SessionOf> {
    return run(place, verb, async (request) => {
      const before = await request.ask();
      const outcome = before.session ? await how(before.session, request) : before;
      const session = sessionOf(outcome);
      await request.settle(verb, outcome.cookies, outcome);
      if (session) return session;
      throw new SessionRequiredError("session_required", outcome.reason);
    });
  }

  return {
    createSession: (place, userId, { allowCrossSite, ...options } = {}) =>
      run(
        place,
        "createSession",
        async (request) => {
          const outcome = await sessions.create(userId, { ...options, request } as CreateOptions);
          await request.settle("createSession", outcome.cookies, outcome);
          return outcome.session;
        },
        allowCrossSite,
      ),
    renewSession: (place, { authenticated = false } = {}) =>
      change(place, "renewSession", (session, request) =>
        sessions.renew(session, { request, authenticated }),
      ),
    updateSession: (place, data) =>
      change(place, "updateSession", (session, request) => sessions.update(session, data, request)),
    revokeSession: (place, { scope = "current" } = {}) =>
      run(place, "revokeSession", async (request) => {
        const { revoked, cookies } = await sessions.signOut(request, scope);
        // Whoever signs out knows: nothing has ended that they would have to be told of.
        const after = scope === "others" ? await request.ask() : unauthenticated("absent");
        await request.settle("revokeSession", cookies, after);
        return revoked;
      }),
  };
}
