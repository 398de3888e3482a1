import { SessionRequiredError } from "../base/errors.ts";
import type { SetCookie } from "../cookies/set-cookie.ts";
import type { CreateOptions } from "../flow/create.ts";
import type { AnySessions } from "../service/sessions.ts";
import { type Outcome, unauthenticated } from "../session/outcome.ts";
import type { SessionRequest } from "../session/request.ts";
import type { SessionOf } from "../session/session.ts";
import type { CreateSessionOptions, RenewSessionOptions, RevokeSessionOptions } from "./options.ts";
import { outageOf } from "./outage-of.ts";

/** A request in which a session may be made, changed and ended. */
export interface WritableRequest {
  /** With the cookies that were set since it came in. */
  readonly request: SessionRequest;
  /** Who it is. Asked once per request, and refreshed on the way. */
  resolve(): Promise<Outcome>;
  /**
   * Sets cookies on the response, and for the rest of this request. Where nobody is signed in any more, cookies that an
   * earlier refresh of this request set must not follow.
   *
   * @param outcome what is known of the session from here; as before where it is left out
   */
  settle(cookies: readonly SetCookie[], outcome?: Outcome): void | Promise<void>;
}

/** Which verb wants to write. */
export interface WriteCall {
  /** Named in errors. */
  readonly verb: `${"create" | "renew" | "update" | "revoke"}Session`;
  /** The application knows that another site may be behind it. */
  readonly allowCrossSite: boolean;
}

/**
 * Lets a verb write to the response of one request. Throws before `work` where no cookie can be set any more, and where
 * another site is behind the request; gives what `work` throws the form that the framework answers.
 *
 * @typeParam Place what names a request in this framework, such as its own request and response
 */
export type Write<Place> = <T>(
  place: Place,
  call: WriteCall,
  work: (current: WritableRequest) => Promise<T>,
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
 * The verbs of a binding, for any framework. They reject with `SessionStoreError` in an outage, and those that change a
 * session with `SessionRequiredError` where there is none, before or after.
 */
export function createVerbs<Place>(sessions: AnySessions, write: Write<Place>): Verbs<Place> {
  function change(
    place: Place,
    verb: WriteCall["verb"],
    how: (session: SessionOf, request: SessionRequest) => Promise<Outcome>,
  ): Promise<SessionOf> {
    return write(place, { verb, allowCrossSite: false }, async (current) => {
      const before = await current.resolve();
      const outcome =
        before.status === "authenticated" ? await how(before.session, current.request) : before;
      if (outcome.status === "unavailable") throw outageOf(outcome);
      await current.settle(outcome.cookies, outcome);
      if (outcome.status === "authenticated") return outcome.session;
      throw new SessionRequiredError("session_required", outcome.reason);
    });
  }

  return {
    createSession: (place, userId, { allowCrossSite = false, ...options } = {}) =>
      write(place, { verb: "createSession", allowCrossSite }, async (current) => {
        const create = { ...options, request: current.request } as CreateOptions;
        const outcome = await sessions.create(userId, create);
        await current.settle(outcome.cookies, outcome);
        return outcome.session;
      }),
    renewSession: (place, { authenticated = false } = {}) =>
      change(place, "renewSession", (session, request) =>
        sessions.renew(session, { request, authenticated }),
      ),
    updateSession: (place, data) =>
      change(place, "updateSession", (session, request) => sessions.update(session, data, request)),
    revokeSession: (place, { scope = "current" } = {}) =>
      write(place, { verb: "revokeSession", allowCrossSite: false }, async (current) => {
        const { revoked, cookies } = await sessions.signOut(current.request, scope);
        const after = scope === "others" ? undefined : unauthenticated("revoked", cookies);
        await current.settle(cookies, after);
        return revoked;
      }),
  };
}
