import type {
  AnySessions,
  InferClaims,
  InferGuest,
  InferPublicUser,
  InferSession,
  Problem,
  SessionAnswer,
  WatchOptions,
} from "@sessionkit/core";
import type {
  GetSessionOptions,
  RequireSessionOptions,
  Upgrade,
  Verbs,
} from "@sessionkit/core/binding";
import type { Context, Hono, MiddlewareHandler, Next, TypedResponse } from "hono";

export interface AttachOptions {
  /** True before a route that pages of other sites may post to with a session cookie, such as the return of a payment. */
  readonly allowCrossSite?: boolean | undefined;
}

/** The environment of a handler after `requireSession`: `new Hono<SessionEnv<typeof sessions>>()` for one in a file of its own. */
export interface SessionEnv<S extends AnySessions> {
  Variables: { session: InferSession<S> };
}

/** How `requireSession` answers in place of the handler, as RPC clients see it. */
export type Refusal = Response & TypedResponse<Problem, 401 | 403 | 503, "json">;

export type RequireSession<S extends AnySessions> = (
  c: Context<SessionEnv<S>>,
  next: Next,
) => Promise<Refusal | undefined>;

/** A session service for Hono. The verbs reject with `SessionHttpException`, and once the response has been made. */
export interface SessionBinding<S extends AnySessions> extends Verbs<S, [c: Context]> {
  /**
   * Middleware before everything that uses sessions. Resolves no session itself; sets the cookies of the others on the
   * response, and refuses requests that another site sent with a session cookie (403).
   */
  readonly attach: (options?: AttachOptions) => MiddlewareHandler;
  /** The endpoints, to mount with `app.route("/", handlers)`. */
  readonly handlers: Hono;

  /** The session of a request, or null. Rejects with a `SessionHttpException` (503) in an outage. */
  readonly getSession: (c: Context, options?: GetSessionOptions) => Promise<InferSession<S> | null>;
  /** The guest of a request that is not signed in, or null. */
  readonly getGuest: (c: Context) => Promise<InferGuest<S> | null>;
  /**
   * What a browser may see of the session: the seed of a client in a page. Keeps the response out of caches. Null in an
   * outage, in which the browser fetches the session itself.
   */
  readonly getSessionAnswer: (
    c: Context,
  ) => Promise<SessionAnswer<InferClaims<S>, InferPublicUser<S>> | null>;
  /** Middleware for routes that need a session, which is then `c.var.session`. Works without `attach`, too. */
  readonly requireSession: (options?: RequireSessionOptions) => RequireSession<S>;

  /**
   * A signal that is aborted when the session of a request ends: revoked in any process, expired, or its user gone;
   * `reason` says why. For streams and long jobs. Call it before the response is made: watches until its body was sent, the
   * client disconnects or `until` is aborted. Rejects with a `SessionHttpException` (401) if there is no session.
   */
  readonly watchSession: (c: Context, options?: WatchOptions) => Promise<AbortSignal>;

  /** The session of a WebSocket handshake, with a `signal` for its end until `until` is aborted, and when to check it again. `requireSession` guards its route, too. */
  readonly authenticateUpgrade: (
    c: Context,
    options?: Pick<WatchOptions, "until">,
  ) => Promise<Upgrade<InferSession<S>>>;
}
