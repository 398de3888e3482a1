import type {
  AnySessions,
  DataUpdate,
  InferClaims,
  InferPublicUser,
  InferSession,
  Problem,
  SessionAnswer,
} from "@sessionkit/core";
import type {
  CreateSessionOptions,
  GetSessionOptions,
  RenewSessionOptions,
  RequireSessionOptions,
  RevokeSessionOptions,
  Upgrade,
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

/** A session service for Hono. */
export interface SessionBinding<S extends AnySessions> {
  /**
   * Middleware before everything that uses sessions. Resolves no session itself; sets the cookies of the others on the
   * response, and refuses requests that another site sent with a session cookie (403).
   */
  readonly attach: (options?: AttachOptions) => MiddlewareHandler;
  /** The endpoints, to mount with `app.route("/", handlers)`. */
  readonly handlers: Hono;

  /** The session of a request, or null. Rejects with a `SessionHttpException` (503) in an outage. */
  readonly getSession: (c: Context, options?: GetSessionOptions) => Promise<InferSession<S> | null>;
  /**
   * What a browser may see of the session: the seed of a client in a page. Keeps the response out of caches. Null in an
   * outage, in which the browser fetches the session itself.
   */
  readonly getSessionAnswer: (
    c: Context,
  ) => Promise<SessionAnswer<InferClaims<S>, InferPublicUser<S>> | null>;
  /** Middleware for routes that need a session, which is then `c.var.session`. Works without `attach`, too. */
  readonly requireSession: (options?: RequireSessionOptions) => RequireSession<S>;

  /** Signs a user in. Like the verbs below, it rejects once the response has been made. */
  readonly createSession: (
    c: Context,
    userId: string,
    options?: CreateSessionOptions<InferSession<S>["data"]>,
  ) => Promise<InferSession<S>>;
  /** New credentials for the session, at a step-up or a change of privilege. */
  readonly renewSession: (c: Context, options?: RenewSessionOptions) => Promise<InferSession<S>>;
  /** Merges members into the session's own data, or calls a function of it in the same compare-and-swap. */
  readonly updateSession: (
    c: Context,
    data: DataUpdate<InferSession<S>["data"]>,
  ) => Promise<InferSession<S>>;
  /** Signs out. Returns how many sessions ended. */
  readonly revokeSession: (c: Context, options?: RevokeSessionOptions) => Promise<number>;

  /** The session of a WebSocket handshake, and when to check it again. `requireSession` guards its route, too. */
  readonly authenticateUpgrade: (c: Context) => Promise<Upgrade<InferSession<S>>>;
}
