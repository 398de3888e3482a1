import type {
  AnySessions,
  DataUpdate,
  InferClaims,
  InferPublicUser,
  InferSession,
  SessionAnswer,
} from "@sessionkit/core";
import type {
  CreateSessionOptions,
  GetSessionOptions,
  RenewSessionOptions,
  RequireSessionOptions,
  RevokeSessionOptions,
  WithSessionOptions,
} from "@sessionkit/core/binding";
import type { NextMiddleware, NextRequest } from "next/server";
import type { RouteContext, SessionHandler } from "../app/with-session.ts";
import type { Handlers } from "../endpoints/handlers.ts";
import type { SessionProxy } from "../proxy/proxy.ts";

/** A session service bound to Next. */
export interface SessionBinding<S extends AnySessions> {
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

  /** Signs a user in. This one and those below: in server actions and route handlers. */
  readonly createSession: (
    userId: string,
    options?: CreateSessionOptions<InferSession<S>["data"]>,
  ) => Promise<InferSession<S>>;
  /** New credentials, at a step-up or a change of privilege. */
  readonly renewSession: (options?: RenewSessionOptions) => Promise<InferSession<S>>;
  /**
   * Merges members into the session's own data, or calls a function of it in the same compare-and-swap.
   *
   * @example
   * await updateSession((data) => ({ ...data, files: [...data.files, id] }));
   */
  readonly updateSession: (data: DataUpdate<InferSession<S>["data"]>) => Promise<InferSession<S>>;
  /** Signs out. Returns how many sessions ended. */
  readonly revokeSession: (options?: RevokeSessionOptions) => Promise<number>;
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
