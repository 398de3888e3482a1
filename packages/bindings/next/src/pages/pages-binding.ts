import type { IncomingMessage, ServerResponse } from "node:http";
import type {
  AnySessions,
  InferClaims,
  InferGuest,
  InferPublicUser,
  InferSession,
  SessionAnswer,
  WatchOptions,
} from "@sessionkit/core";
import type {
  GetSessionOptions,
  RequireSessionOptions,
  Verbs,
  WithSessionOptions,
} from "@sessionkit/core/binding";
import type { GetServerSidePropsContext, GetServerSidePropsResult, NextApiHandler } from "next";
import type { ApiSessionHandler } from "./with-session.ts";
import type { SessionProps } from "./with-session-props.ts";

/**
 * A session service bound to the Pages Router. `req` and `res` are those of API routes and `getServerSideProps`. The verbs
 * are for API routes. They throw `CrossSiteError` for another site's request.
 */
export interface PagesBinding<S extends AnySessions>
  extends Verbs<S, [req: IncomingMessage, res: ServerResponse]> {
  /** What `pages/api/auth/[...session].ts` exports as default. */
  readonly handlers: NextApiHandler;

  /** Null if the request is not signed in; rejects with `SessionStoreError` in an outage. Refreshes, and sets the cookies. */
  readonly getSession: (
    req: IncomingMessage,
    res: ServerResponse,
    options?: GetSessionOptions,
  ) => Promise<InferSession<S> | null>;
  /** The guest of a request that is not signed in, or null. */
  readonly getGuest: (req: IncomingMessage, res: ServerResponse) => Promise<InferGuest<S> | null>;
  /** An API route for signed-in requests; answers the others 401, 403 or 503 as `application/problem+json`. */
  readonly withSession: WithSession<InferSession<S>>;
  /** `getServerSideProps` for signed-in requests; redirects the others to the sign-in page or the step-up page. */
  readonly withSessionProps: <Props>(
    getProps: SessionProps<S, Props>,
    options?: RequireSessionOptions,
  ) => (context: GetServerSidePropsContext) => Promise<GetServerSidePropsResult<Props>>;
  /**
   * A signal that is aborted when the session ends, until the response is closed; `reason` says why. Rejects with
   * `SessionRequiredError` if there is no session.
   */
  readonly watchSession: (
    req: IncomingMessage,
    res: ServerResponse,
    options?: WatchOptions,
  ) => Promise<AbortSignal>;
  /** What a browser may see: the seed of a `<SessionProvider>`. Null in an outage, and if cookies may be withheld. */
  readonly getSessionAnswer: (
    req: IncomingMessage,
    res: ServerResponse,
  ) => Promise<SessionAnswer<InferClaims<S>, InferPublicUser<S>> | null>;
}

/** @typeParam Signed the session */
export interface WithSession<Signed> {
  <Body = unknown>(
    handler: ApiSessionHandler<Signed | null, Body>,
    options: WithSessionOptions & { readonly session: "optional" },
  ): NextApiHandler<Body>;
  <Body = unknown>(
    handler: ApiSessionHandler<Signed, Body>,
    options?: WithSessionOptions,
  ): NextApiHandler<Body>;
}
