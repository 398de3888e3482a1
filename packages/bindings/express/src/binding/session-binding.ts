import type { IncomingMessage } from "node:http";
import type {
  AnySessions,
  InferClaims,
  InferGuest,
  InferPublicUser,
  InferSession,
  SessionAnswer,
  WatchOptions,
} from "@sessionkit/core";
import type { RequireSessionOptions, Upgrade, Verbs } from "@sessionkit/core/binding";
import type { Request, Response } from "express";
import type { Locals, SessionGuard, SessionIn, SessionMiddleware } from "./session-middleware.ts";

export interface AttachOptions {
  /** True before a route that pages of other sites may post to with a session cookie, such as the return of a payment. */
  readonly allowCrossSite?: boolean | undefined;
}

/** What identifies a request to the verbs. */
export type Exchange = readonly [req: Request, res: Response];

/** A session service for Express. The verbs reject once the headers of the response have left. */
export interface SessionBinding<S extends AnySessions> extends Verbs<S, Exchange> {
  /**
   * Middleware that resolves the session of each request and refreshes it if that is due. Refuses requests that another
   * site sent with a session (403). Leaves the endpoints to `handlers`.
   */
  readonly attach: (options?: AttachOptions) => SessionMiddleware;
  /** Middleware that answers the endpoints, before or after a body parser. Other paths pass. */
  readonly handlers: SessionMiddleware;
  /** Middleware for routes that need a session. Others are refused: 401, 403 or 503 as `application/problem+json`. */
  readonly requireSession: (options?: RequireSessionOptions) => SessionGuard;
  /**
   * The session of a request: null if it is not signed in, never null after `requireSession()`. Throws in an outage
   * (Express answers 503), and `SessionConfigError` where `attach()` has not run.
   */
  readonly getSession: GetSession<InferSession<S>>;
  /** The guest of a request that is not signed in, or null. Needs `attach()`. */
  readonly getGuest: (req: IncomingMessage) => InferGuest<S> | null;
  /**
   * What a browser may see of the session: the seed of a client in a page. Keeps the response out of caches. Null in an
   * outage, in which the browser fetches the session itself. Needs `attach()`.
   */
  readonly getSessionAnswer: (
    req: Request,
    res: Response,
  ) => Promise<SessionAnswer<InferClaims<S>, InferPublicUser<S>> | null>;

  /**
   * A signal that is aborted when the session of a request ends: revoked in any process, expired, or its user gone;
   * `reason` says why. For streams and long jobs. Watches until the response is closed. Rejects with `SessionRequiredError`
   * if there is no session. Needs `attach()`.
   */
  readonly watchSession: (req: IncomingMessage, options?: WatchOptions) => Promise<AbortSignal>;

  /** The session of a WebSocket handshake, with a `signal` for its end. Verifies only. */
  readonly authenticateUpgrade: (message: IncomingMessage) => Promise<Upgrade<InferSession<S>>>;
}

/** `getSession` of a binding. */
export interface GetSession<S> {
  <P, ResBody, ReqBody, ReqQuery, L extends Locals>(
    req: Request<P, ResBody, ReqBody, ReqQuery, L>,
  ): SessionIn<S, L>;
  (req: IncomingMessage): S | null;
}
