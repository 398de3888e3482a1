import type { AnySessions } from "@sessionkit/core";
import type { NextRequest } from "next/server";
import { WebRequest } from "../request/web-request.ts";

/**
 * The URL of a path of this application in the browser: with Next's `basePath` and the locale of the
 * request, and at the configured origin. The URL of the request cannot be used: its host is `localhost` behind a proxy.
 *
 * @param path with query and hash, without `basePath` and locale
 */
export function publicUrl(sessions: AnySessions, request: NextRequest, path: string): URL {
  const url = request.nextUrl.clone();
  const { pathname, search, hash } = new URL(path, url.origin);
  Object.assign(url, { buildId: "", pathname, search, hash });
  const origin = sessions.expectedOrigin(new WebRequest(sessions, request));
  const local = new URL(url.href);
  return new URL(local.pathname + local.search + local.hash, origin ?? local.origin);
}
