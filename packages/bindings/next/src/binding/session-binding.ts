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
import type { NextFetchEvent, NextMiddleware, NextRequest } from "next/server";
import type { WithSession } from "./session-handler.ts";

/** What `proxy.ts` exports (`middleware.ts` too). */
export type SessionProxy = (request: NextRequest, event?: NextFetchEvent) => Promise<Response>;

/** The methods of `app/api/auth/[...session]/route.ts`. */
export interface Handlers {
  readonly GET: Handler;
  readonly POST: Handler;
  readonly DELETE: Handler;
  /** Only for `cors`: without it, Next answers OPTIONS itself. */
  readonly OPTIONS: Handler;
}

type Handler = (request: NextRequest) => Promise<Response>;

/** A session service bound to Next. The verbs, which set cookies, work in server actions and route handlers. */
export interface SessionBinding<S extends AnySessions> extends Verbs<S, []> {
  /** What `proxy.ts` (or `middleware.ts`) exports. */
  readonly proxy: SessionProxy;
  /** The same around the application's own proxy, which keeps its rewrites, redirects, headers and cookies. */
  readonly withProxy: (own: NextMiddleware) => SessionProxy;
  /** What `app/api/auth/[...session]/route.ts` exports. */
  readonly handlers: Handlers;

  /** Null if the request is not signed in; rejects with `SessionStoreError` in an outage. Anywhere on the server. */
  readonly getSession: (options?: GetSessionOptions) => Promise<InferSession<S> | null>;
  /** The guest of a request that is not signed in, or null. */
  readonly getGuest: () => Promise<InferGuest<S> | null>;
  /** The session; redirects to the page to sign in or step up. In pages and server actions. */
  readonly requireSession: (options?: RequireSessionOptions) => Promise<InferSession<S>>;
  /** A route handler for signed-in requests; answers the others 401, 403 or 503 as `application/problem+json`. */
  readonly withSession: WithSession<InferSession<S>>;
  /**
   * A signal that is aborted when the session ends: revoked in any process, expired, or its user gone; `reason` says why.
   * For streams of route handlers. Watches until `until` is aborted: pass `request.signal`, with a signal of your own if the
   * stream may end before the session. Rejects with `SessionRequiredError` if there is no session.
   */
  readonly watchSession: (options?: WatchOptions) => Promise<AbortSignal>;
  /**
   * What a browser may see: the seed of a `<SessionProvider>`; not awaited, it keeps a layout static. Null in an outage, and if
   * cookies may be withheld.
   */
  readonly getSessionAnswer: () => Promise<SessionAnswer<
    InferClaims<S>,
    InferPublicUser<S>
  > | null>;
}
