import type { IncomingMessage, ServerResponse } from "node:http";
import type { AnySessions, ClaimsOf, PublicUserOf, Session, SessionAnswer } from "@sessionkit/core";
import type {
  CreateSessionOptions,
  GetSessionOptions,
  RenewSessionOptions,
  RequireSessionOptions,
  RevokeSessionOptions,
  WithSessionOptions,
} from "@sessionkit/core/binding";
import type { GetServerSidePropsContext, GetServerSidePropsResult, NextApiHandler } from "next";
import type { ApiSessionHandler } from "./with-session.ts";
import type { SessionProps } from "./with-session-props.ts";

/** A session service as the Pages Router wants it. `req` and `res` are those of API routes and `getServerSideProps`. */
export interface PagesBinding<S extends AnySessions> {
  /** What `pages/api/auth/[...session].ts` exports as default. */
  readonly handlers: NextApiHandler;

  /** Null where nobody is signed in; rejects with `SessionStoreError` in an outage. Refreshes, and sets the cookies. */
  readonly getSession: (
    req: IncomingMessage,
    res: ServerResponse,
    options?: GetSessionOptions,
  ) => Promise<Session<S> | null>;
  /** An API route for whoever is signed in; 401, 403 and 503 as `application/problem+json` for the rest. */
  readonly withSession: WithSession<Session<S>>;
  /** `getServerSideProps` for whoever is signed in; the rest goes to the page to sign in or step up. */
  readonly withSessionProps: <Props>(
    getProps: SessionProps<S, Props>,
    options?: RequireSessionOptions,
  ) => (context: GetServerSidePropsContext) => Promise<GetServerSidePropsResult<Props>>;
  /** What a browser may know: the seed of a `<SessionProvider>`. Null in an outage. */
  readonly getSessionAnswer: (
    req: IncomingMessage,
    res: ServerResponse,
  ) => Promise<SessionAnswer<ClaimsOf<S>, PublicUserOf<S>> | null>;

  /** Signs in. This one and those below: in API routes. They throw `CrossSiteError` for another site's request. */
  readonly createSession: (
    req: IncomingMessage,
    res: ServerResponse,
    userId: string,
    options?: CreateSessionOptions<Session<S>["data"]>,
  ) => Promise<Session<S>>;
  /** New credentials, at a step-up or a change of privilege. */
  readonly renewSession: (
    req: IncomingMessage,
    res: ServerResponse,
    options?: RenewSessionOptions,
  ) => Promise<Session<S>>;
  /** Merges into the session's own data. */
  readonly updateSession: (
    req: IncomingMessage,
    res: ServerResponse,
    data: Partial<Session<S>["data"]>,
  ) => Promise<Session<S>>;
  /** Signs out; how many sessions ended. */
  readonly revokeSession: (
    req: IncomingMessage,
    res: ServerResponse,
    options?: RevokeSessionOptions,
  ) => Promise<number>;
}

/** @typeParam Who the session */
export interface WithSession<Who> {
  <Body = unknown>(
    handler: ApiSessionHandler<Who | null, Body>,
    options: WithSessionOptions & { readonly session: "optional" },
  ): NextApiHandler<Body>;
  <Body = unknown>(
    handler: ApiSessionHandler<Who, Body>,
    options?: WithSessionOptions,
  ): NextApiHandler<Body>;
}
