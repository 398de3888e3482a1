import type {
  AnySessions,
  InferClaims,
  InferGuest,
  InferPublicUser,
  InferSession,
  SessionAnswer,
  WatchOptions,
} from "@sessionkit/core";
import type { GetSessionOptions, RequireSessionOptions, Verbs } from "@sessionkit/core/binding";

/**
 * The session of one request, which `handle` passes to its handler. Put it where the framework keeps what belongs to a
 * request, such as `event.locals` of SvelteKit or `context` of React Router.
 */
export interface SessionContext<S extends AnySessions> extends SessionReads<S, []>, Verbs<S, []> {}

/**
 * How a session is read.
 *
 * @typeParam Target the arguments that identify a request
 */
export interface SessionReads<S extends AnySessions, Target extends readonly unknown[]> {
  /** The session of a request, or null. Resolved once, and refreshed if that is due. Rejects with a `SessionHttpError` (503) in an outage. */
  readonly getSession: (
    ...args: [...target: Target, options?: GetSessionOptions]
  ) => Promise<InferSession<S> | null>;
  /** The guest of a request that is not signed in, or null. */
  readonly getGuest: (...args: Target) => Promise<InferGuest<S> | null>;
  /**
   * The session of a request. Rejects with a `SessionHttpError` (401 or 503) if there is none that suffices. Keeps the
   * response out of caches, unless it has a `Cache-Control` of its own.
   */
  readonly requireSession: (
    ...args: [...target: Target, options?: RequireSessionOptions]
  ) => Promise<InferSession<S>>;
  /**
   * What a browser may see of the session: the seed of a client in a page. Keeps the response out of caches. Null in an
   * outage, in which the browser fetches the session itself.
   */
  readonly getSessionAnswer: (
    ...args: Target
  ) => Promise<SessionAnswer<InferClaims<S>, InferPublicUser<S>> | null>;
  /**
   * A signal that is aborted when the session of a request ends: revoked in any process, expired, or its user gone;
   * `reason` says why. For streams and long jobs. Call it before the response is made: watches until its body was sent, or the
   * `signal` of the request or `until` is aborted. Rejects with a `SessionHttpError` (401) if there is no session.
   */
  readonly watchSession: (
    ...args: [...target: Target, options?: WatchOptions]
  ) => Promise<AbortSignal>;
}
