import type { NextRequest } from "next/server";
import { pathForms } from "./path-forms.ts";

type NextUrl = NextRequest["nextUrl"];

/**
 * The page that a request is for, as Next's router reads it: without `basePath`, its locale and, of `/_next/data`, what
 * is around it. More than one where the Pages Router has locales, which not all of its readers know in every spelling.
 */
export function pagePaths(url: NextUrl): readonly string[] {
  const page = url.pathname.replace(/^\/_next\/data\/[^/]+(\/.*)\.json$/, "$1");
  if (url.defaultLocale === undefined) return [page];
  const path = page === url.pathname ? page : withoutLocale(url, page);
  const plain = pathForms(path).map((form) => withoutLocale(url, form));
  return [...new Set([path, ...plain, ...plain.flatMap((form) => behindLocale(url, form))])];
}

/** Next knows the locales, and tells by what it leaves of a path. */
function withoutLocale(url: NextUrl, path: string): string {
  const [, first = "", rest = ""] = /^\/([^/]*)(.*)$/.exec(path) ?? [];
  const probe = url.clone();
  probe.href = `${url.origin}${url.basePath}/${encodeURIComponent(first)}/-`;
  return probe.pathname === "/-" ? rest || "/" : path;
}

/**
 * Of `/base/de/page` Next makes `/de/base/de/page` unless `skipProxyUrlNormalize` is on, and then finds no `basePath` in
 * it: what may be that page is taken for it.
 */
function behindLocale(url: NextUrl, path: string): readonly string[] {
  if (url.basePath !== "") return [];
  const behind = new RegExp(`/${url.locale}(/.*)?$`, "i").exec(path);
  return behind ? [behind[1] ?? "/"] : [];
}
