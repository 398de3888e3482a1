import type {
  AnySessions,
  InferClaims,
  InferPublicUser,
  InferSession,
  SessionAnswer,
} from "@sessionkit/core";
import type {
  GetSessionOptions,
  RequireSessionOptions,
  Verbs,
  WithSessionOptions,
} from "@sessionkit/core/binding";
import type { NextMiddleware, NextRequest } from "next/server";
import type { RouteContext, SessionHandler } from "../app/with-session.ts";
import type { Handlers } from "../endpoints/handlers.ts";
import type { SessionProxy } from "../proxy/proxy.ts";

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
  /** The session; redirects to the page to sign in or step up. In pages and server actions. */
  readonly requireSession: (options?: RequireSessionOptions) => Promise<InferSession<S>>;
  /** A route handler for signed-in requests; answers the others 401, 403 or 503 as `application/problem+json`. */
  readonly withSession: WithSession<InferSession<S>>;
  /** What a browser may see: the seed of a `<SessionProvider>`; not awaited, it keeps a layout static. Null in an outage. */
  readonly getSessionAnswer: () => Promise<SessionAnswer<
    InferClaims<S>,
    InferPublicUser<S>
  > | null>;
}

/** @typeParam Signed the session */
export interface WithSession<Signed> {
  <Context extends RouteContext = RouteContext>(
    handler: SessionHandler<Signed | null, Context>,
    options: WithSessionOptions & { readonly session: "optional" },
  ): (request: NextRequest, context: Context) => Promise<Response>;
  <Context extends RouteContext = RouteContext>(
    handler: SessionHandler<Signed, Context>,
    options?: WithSessionOptions,
  ): (request: NextRequest, context: Context) => Promise<Response>;
}
