import type { IncomingMessage } from "node:http";
import type { Http2ServerRequest } from "node:http2";
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
import type { FastifyPluginCallback, RawServerBase } from "fastify";

declare module "fastify" {
  interface FastifyContextConfig {
    /** True for a route that pages of other sites may post to with a session cookie, such as the return of a payment. */
    allowCrossSite?: boolean | undefined;
  }
}

export interface AttachOptions {
  /**
   * Name of a decorator of requests that returns `getSession(request)`. Declare its type:
   * `declare module "fastify" { interface FastifyRequest { auth: InferSession<typeof sessions> | null } }`.
   */
  readonly decorate?: string | undefined;
}

/** A request of Fastify, of any server and route. */
export interface BoundTo {
  readonly raw: IncomingMessage | Http2ServerRequest;
}

/** A plugin for the scope that registers it, and for the scopes below it. */
export type SessionPlugin = FastifyPluginCallback<Record<never, never>, RawServerBase>;

/** A hook for `onRequest`, `preValidation` or `preHandler`, of any server and route. */
export type SessionGuard = (request: BoundTo, reply: object) => Promise<unknown>;

/**
 * A session service for Fastify. The verbs reject once the cookies of the reply were decided, and with `SessionConfigError`
 * where `attach()` is not registered.
 */
export interface SessionBinding<S extends AnySessions> extends Verbs<S, [request: BoundTo]> {
  /**
   * A plugin that resolves the session of each request in its scope, refreshes it if that is due, and sets the cookies in
   * `onSend`. Refuses requests that another site sent with a session (403), except for routes whose `config` has
   * `allowCrossSite`. Leaves the endpoints to `handlers`.
   */
  readonly attach: (options?: AttachOptions) => SessionPlugin;
  /** A plugin that answers the endpoints. Register it in the root scope. Other paths pass. */
  readonly handlers: SessionPlugin;
  /**
   * A hook for routes that need a session: `{ preHandler: requireSession() }`. Others are refused: 401, 403 or 503 as
   * `application/problem+json`. Needs `attach()`.
   */
  readonly requireSession: (options?: RequireSessionOptions) => SessionGuard;
  /**
   * The session of a request, or null. Throws in an outage (Fastify answers 503), and `SessionConfigError` where `attach()`
   * is not registered.
   */
  readonly getSession: (request: BoundTo) => InferSession<S> | null;
  /** The guest of a request that is not signed in, or null. Needs `attach()`. */
  readonly getGuest: (request: BoundTo) => InferGuest<S> | null;
  /**
   * What a browser may see of the session: the seed of a client in a page. Keeps the reply out of caches. Null in an
   * outage, in which the browser fetches the session itself.
   */
  readonly getSessionAnswer: (
    request: BoundTo,
  ) => Promise<SessionAnswer<InferClaims<S>, InferPublicUser<S>> | null>;
  /**
   * The headers that a hijacked reply has to send, as `reply.raw.writeHead` takes them: it passes no `onSend`. Closes the
   * request: later changes reject.
   *
   * @example
   * reply.hijack();
   * reply.raw.writeHead(200, { "content-type": "text/event-stream", ...(await takeHeaders(request)) });
   */
  readonly takeHeaders: (request: BoundTo) => Promise<Record<string, string | string[]>>;

  /**
   * A signal that is aborted when the session of a request ends: revoked in any process, expired, or its user gone;
   * `reason` says why. For streams and long jobs. Watches until the response is closed. Rejects with `SessionRequiredError`
   * if there is no session.
   */
  readonly watchSession: (request: BoundTo, options?: WatchOptions) => Promise<AbortSignal>;

  /**
   * The session of a WebSocket handshake, with a `signal` for its end. Verifies only. Needs no `attach()`. `requireSession`
   * guards routes of @fastify/websocket, too.
   */
  readonly authenticateUpgrade: (
    request: BoundTo | IncomingMessage,
  ) => Promise<Upgrade<InferSession<S>>>;
}
