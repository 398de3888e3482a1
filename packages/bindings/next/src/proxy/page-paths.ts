import type { NextRequest } from "next/server";
import { pathForms } from "../paths/path-forms.ts";

type NextUrl = NextRequest["nextUrl"];

/**
 * The page that a request is for, as Next's router reads it: without `basePath`, its locale and, of a `/_next/data`
 * request, the parts around it. More than one if the Pages Router has locales, which are not recognised in every spelling.
 */
export function pagePaths(url: NextUrl): readonly string[] {
  const page = url.pathname.replace(/^\/_next\/data\/[^/]+(\/.*)\.json$/, "$1");
  if (url.defaultLocale === undefined) return [page];
  const path = page === url.pathname ? page : withoutLocale(url, page);
  const plain = pathForms(path).map((form) => withoutLocale(url, form));
  return [...new Set([path, ...plain, ...plain.flatMap((form) => stripLocale(url, form))])];
}

/** Next has the list of locales: what it removes from a path is one. */
function withoutLocale(url: NextUrl, path: string): string {
  const [, first = "", rest = ""] = /^\/([^/]*)(.*)$/.exec(path) ?? [];
  const probe = url.clone();
  probe.href = `${url.origin}${url.basePath}/${encodeURIComponent(first)}/-`;
  return probe.pathname === "/-" ? rest || "/" : path;
}

/**
 * Next turns `/base/de/page` into `/de/base/de/page` unless `skipProxyUrlNormalize` is on, and then finds no `basePath` in
 * it: a path that may be that page is treated as that page.
 */
function stripLocale(url: NextUrl, path: string): readonly string[] {
  if (url.basePath !== "") return [];
  const behind = new RegExp(`/${url.locale}(/.*)?$`, "i").exec(path);
  return behind ? [behind[1] ?? "/"] : [];
}
