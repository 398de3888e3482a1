import type { AnySessions, InferSession } from "@sessionkit/core";
import {
  checkFresh,
  outcomeFor,
  type RequireSessionOptions,
  requiredErrorOf,
} from "@sessionkit/core/binding";
import type { GetServerSidePropsContext, GetServerSidePropsResult } from "next";
import { localePrefix } from "../paths/locale-prefix.ts";
import { pageFor, pageOfRefusal } from "../paths/redirect-target.ts";
import { type PagesSettings, pagesRequest } from "./pages-request.ts";

/** `getServerSideProps` with the session in its context. */
export type SessionProps<S extends AnySessions, Props> = (
  context: GetServerSidePropsContext & { readonly session: InferSession<S> },
) => GetServerSidePropsResult<Props> | Promise<GetServerSidePropsResult<Props>>;

/**
 * `getServerSideProps` for signed-in requests. Redirects the others to the sign-in page or the step-up page; rejects with
 * `SessionRequiredError` if there is no such page, and with `SessionStoreError` in an outage.
 */
export function withSessionProps<S extends AnySessions, Props>(
  binding: PagesSettings<S>,
  getProps: SessionProps<S, Props>,
  options: RequireSessionOptions = {},
): (context: GetServerSidePropsContext) => Promise<GetServerSidePropsResult<Props>> {
  checkFresh(options);
  return async (context) => {
    const current = pagesRequest(binding, context.req, context.res);
    const outcome = await outcomeFor(current, options);
    const error = requiredErrorOf(binding.sessions, outcome, options);
    if (!error) return getProps({ ...context, session: outcome.session as InferSession<S> });
    const page = pageOfRefusal(error, binding);
    if (page === null) throw error;
    const prefix = localePrefix(context);
    const destination = prefix + pageFor(page, context.resolvedUrl, prefix + context.resolvedUrl);
    return { redirect: { destination, permanent: false } };
  };
}
