import type { AnySessions, Session } from "@sessionkit/core";
import { checkFresh, type RequireSessionOptions, requiredErrorOf } from "@sessionkit/core/binding";
import type { GetServerSidePropsContext, GetServerSidePropsResult } from "next";
import { localePrefix } from "../request/locale-prefix.ts";
import { withCallback } from "../request/redirect-target.ts";
import { pagesRequest } from "./pages-request.ts";

/** What `getServerSideProps` gets, and the session. */
export type SessionProps<S extends AnySessions, Props> = (
  context: GetServerSidePropsContext & { readonly session: Session<S> },
) => GetServerSidePropsResult<Props> | Promise<GetServerSidePropsResult<Props>>;

/** Where to send whoever may not see a page. */
export interface Ways {
  readonly signInPath: string | null;
  readonly stepUpPath: string | null;
}

/**
 * `getServerSideProps` for whoever is signed in; others go on to the sign-in page, or to the step-up page. Where there
 * is none, rejects with `SessionRequiredError`; in an outage with `SessionStoreError`.
 */
export function withSessionProps<S extends AnySessions, Props>(
  sessions: S,
  { signInPath, stepUpPath }: Ways,
  getProps: SessionProps<S, Props>,
  options: RequireSessionOptions = {},
): (context: GetServerSidePropsContext) => Promise<GetServerSidePropsResult<Props>> {
  checkFresh(sessions, options);
  return async (context) => {
    const current = pagesRequest(sessions, context.req, context.res);
    const outcome = await current.ask(options.verify);
    const error = requiredErrorOf(sessions, outcome, options);
    if (!error) return getProps({ ...context, session: outcome.session as Session<S> });
    const page = error.code === "session_required" ? signInPath : stepUpPath;
    if (page === null) throw error;
    const prefix = localePrefix(context);
    const destination = prefix + withCallback(page, prefix + context.resolvedUrl);
    return { redirect: { destination, permanent: false } };
  };
}
