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

/** `/sign-in?callbackUrl=%2Fdashboard`: a page, and where to return to from there. An unsafe `callbackUrl` is left out. */
export function withCallback(path: string, callbackUrl: string | null): string {
  const target = safeRedirect(callbackUrl, "");
  if (target === "") return path;
  const [before = "", hash] = path.split("#", 2);
  const joint = before.includes("?") ? "&" : "?";
  return `${before}${joint}callbackUrl=${encodeURIComponent(target)}${hash ? `#${hash}` : ""}`;
}
