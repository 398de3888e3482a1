import { safeRedirect } from "@sessionkit/core";
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

/**
 * The page of a step-up. If the browser has lost the key of its session, the query has `reason=binding_lost`. In that case, the
 * page of the sign-in is used if there is no `stepUpPath`.
 *
 * @param code of the refusal
 */
export function pageOfStepUp(
  code: string,
  stepUpPath: PageOf | null,
  signInPath: PageOf | null,
): PageOf | null {
  if (code !== "binding_required") return stepUpPath;
  const page = stepUpPath ?? signInPath;
  return page && ((pathname) => withQuery(page(pathname), "reason=binding_lost"));
}

/** `/sign-in?callbackUrl=%2Fdashboard`: a page, and where to return to from there. An unsafe `callbackUrl` is left out. */
export function withCallback(path: string, callbackUrl: string | null): string {
  const target = safeRedirect(callbackUrl, "");
  if (target === "") return path;
  return withQuery(path, `callbackUrl=${encodeURIComponent(target)}`);
}

function withQuery(path: string, query: string): string {
  const [before = "", hash] = path.split("#", 2);
  const joint = before.includes("?") ? "&" : "?";
  return `${before}${joint}${query}${hash ? `#${hash}` : ""}`;
}
