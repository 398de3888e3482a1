import type { WithSessionOptions } from "@sessionkit/core/binding";
import type { NextRequest } from "next/server";

/** What Next passes to a route handler beside the request. */
export interface RouteContext {
  readonly params: Promise<unknown>;
}

/** @typeParam Signed the session, or null too where it is optional */
export type SessionHandler<Signed, Context extends RouteContext> = (
  request: NextRequest,
  context: Context & { readonly session: Signed },
) => Response | Promise<Response>;

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
