import type { AnySessions, ClaimsOf, PublicUserOf, Session, SessionAnswer } from "@sessionkit/core";
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

/** A session service as Next wants it. */
export interface SessionBinding<S extends AnySessions> {
  /** What `proxy.ts` (or `middleware.ts`) exports. */
  readonly proxy: SessionProxy;
  /** The same around a proxy of one's own, which keeps its rewrites, redirects, headers and cookies. */
  readonly withProxy: (own: NextMiddleware) => SessionProxy;
  /** What `app/api/auth/[...session]/route.ts` exports. */
  readonly handlers: Handlers;

  /** Null where nobody is signed in; rejects with `SessionStoreError` in an outage. Anywhere on the server. */
  readonly getSession: (options?: GetSessionOptions) => Promise<Session<S> | null>;
  /** The session, or on to the page to sign in or step up. In pages and server actions. */
  readonly requireSession: (options?: RequireSessionOptions) => Promise<Session<S>>;
  /** A route handler for whoever is signed in; 401, 403 and 503 as `application/problem+json` for the rest. */
  readonly withSession: WithSession<Session<S>>;
  /** What a browser may know: the seed of a `<SessionProvider>`; not awaited, it keeps a layout static. Null in an outage. */
  readonly getSessionAnswer: () => Promise<SessionAnswer<ClaimsOf<S>, PublicUserOf<S>> | null>;

  /** Signs in. This one and those below: in server actions and route handlers. */
  readonly createSession: (
    userId: string,
    options?: CreateSessionOptions<Session<S>["data"]>,
  ) => Promise<Session<S>>;
  /** New credentials, at a step-up or a change of privilege. */
  readonly renewSession: (options?: RenewSessionOptions) => Promise<Session<S>>;
  /** Merges into the session's own data. */
  readonly updateSession: (data: Partial<Session<S>["data"]>) => Promise<Session<S>>;
  /** Signs out; how many sessions ended. */
  readonly revokeSession: (options?: RevokeSessionOptions) => Promise<number>;
}

/** @typeParam Who the session */
export interface WithSession<Who> {
  <Context extends RouteContext = RouteContext>(
    handler: SessionHandler<Who | null, Context>,
    options: WithSessionOptions & { readonly session: "optional" },
  ): (request: NextRequest, context: Context) => Promise<Response>;
  <Context extends RouteContext = RouteContext>(
    handler: SessionHandler<Who, Context>,
    options?: WithSessionOptions,
  ): (request: NextRequest, context: Context) => Promise<Response>;
}
