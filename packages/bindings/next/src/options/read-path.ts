import { SessionConfigError, safeRedirect } from "@sessionkit/core";
import type { PageOf } from "../paths/redirect-target.ts";

/** Reads a page of the application. A function is checked when it is called. Null if there is no such page. */
export function readPath(page: string | PageOf | undefined, option: string): PageOf | null {
  if (page === undefined) return null;
  if (typeof page === "function") return (pathname) => checkPath(page(pathname), option);
  checkPath(page, option);
  return () => page;
}

/** Throws `SessionConfigError` for what may lead elsewhere. */
function checkPath(path: string, option: string): string {
  if (safeRedirect(path, "") === path) return path;
  throw new SessionConfigError(
    option,
    `expected a path of this application such as "/sign-in", got ${JSON.stringify(path)}.`,
  );
}
