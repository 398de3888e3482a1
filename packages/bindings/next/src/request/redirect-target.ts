import { safeRedirect } from "@sessionkit/core";

/** `/sign-in?callbackUrl=%2Fdashboard`: a page, and where to return to from there. An unsafe `callbackUrl` is left out. */
export function withCallback(path: string, callbackUrl: string | null): string {
  const target = safeRedirect(callbackUrl, "");
  if (target === "") return path;
  const [before = "", hash] = path.split("#", 2);
  const joint = before.includes("?") ? "&" : "?";
  return `${before}${joint}callbackUrl=${encodeURIComponent(target)}${hash ? `#${hash}` : ""}`;
}
