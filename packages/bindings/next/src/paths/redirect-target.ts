import { safeRedirect, withReason } from "@sessionkit/core";
import { withQuery } from "@sessionkit/core/binding";
import { pathForms } from "./path-forms.ts";

/** Returns the path of a page for the path of a request: a page may have an address for each locale. */
export type PageOf = (pathname: string) => string;

/**
 * The page for a request, with where to return to from there.
 *
 * @param from path and query of the request; null if they are unknown
 */
export function pageFor(
  page: PageOf,
  from: string | null,
  callbackUrl: string | null = from,
): string {
  const [pathname = "/"] = pathForms(from?.split("?", 1)[0] ?? "/");
  return withCallback(page(pathname), callbackUrl);
}

/** Why a request is refused. */
interface Refusal {
  readonly code: string;
  /** Why there is no session; null if there is one. */
  readonly reason: string | null;
}

/**
 * The page of the sign-in, or that of the step-up for a user who is signed in. The query has the reason, unless there is none to
 * explain. Null if there is no such page; a browser that has lost the key of its session may also use the sign-in.
 */
export function pageOfRefusal(
  { code, reason }: Refusal,
  {
    signInPath,
    stepUpPath,
  }: { readonly signInPath: PageOf | null; readonly stepUpPath: PageOf | null },
): PageOf | null {
  const otherwise = code === "binding_required" ? signInPath : null;
  const page = code === "session_required" ? signInPath : (stepUpPath ?? otherwise);
  return page && ((pathname) => withReason(page(pathname), reason));
}

/** `/sign-in?callbackUrl=%2Fdashboard`: a page, and where to return to from there. An unsafe `callbackUrl` is left out. */
export function withCallback(path: string, callbackUrl: string | null): string {
  const target = safeRedirect(callbackUrl, "");
  if (target === "") return path;
  return withQuery(path, `callbackUrl=${encodeURIComponent(target)}`);
}
