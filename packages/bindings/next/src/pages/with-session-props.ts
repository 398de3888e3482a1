import type { AnySessions, InferSession } from "@sessionkit/core";
import { checkFresh, type RequireSessionOptions, requiredErrorOf } from "@sessionkit/core/binding";
import type { GetServerSidePropsContext, GetServerSidePropsResult } from "next";
import { localePrefix } from "../request/locale-prefix.ts";
import { type PageOf, pageFor } from "../request/redirect-target.ts";
import { pagesRequest } from "./pages-request.ts";

/** `getServerSideProps` with the session in its context. */
export type SessionProps<S extends AnySessions, Props> = (
  context: GetServerSidePropsContext & { readonly session: InferSession<S> },
) => GetServerSidePropsResult<Props> | Promise<GetServerSidePropsResult<Props>>;

/** Where requests that may not see a page are redirected; null where there is no such page. */
export interface AuthPaths {
  readonly signInPath: PageOf | null;
  readonly stepUpPath: PageOf | null;
}

/**
 * `getServerSideProps` for signed-in requests. Redirects the others to the sign-in page or the step-up page; rejects with
 * `SessionRequiredError` if there is no such page, and with `SessionStoreError` in an outage.
 */
export function withSessionProps<S extends AnySessions, Props>(
  sessions: S,
  { signInPath, stepUpPath }: AuthPaths,
  getProps: SessionProps<S, Props>,
  options: RequireSessionOptions = {},
): (context: GetServerSidePropsContext) => Promise<GetServerSidePropsResult<Props>> {
  checkFresh(sessions, options);
  return async (context) => {
    const current = pagesRequest(sessions, context.req, context.res);
    const outcome = await current.resolve(options.verify);
    const error = requiredErrorOf(sessions, outcome, options);
    if (!error) return getProps({ ...context, session: outcome.session as InferSession<S> });
    const page = error.code === "session_required" ? signInPath : stepUpPath;
    if (page === null) throw error;
    const prefix = localePrefix(context);
    const destination = prefix + pageFor(page, context.resolvedUrl, prefix + context.resolvedUrl);
    return { redirect: { destination, permanent: false } };
  };
}
