import type { AnySessions } from "@sessionkit/core";
import type { NextRequest } from "next/server";

/**
 * What the browser has before the `basePath` of the endpoints: Next's own `basePath`, unless that of the endpoints includes it.
 */
export function pathPrefixOf(
  { basePath: endpoints }: Pick<AnySessions, "basePath">,
  { basePath }: Pick<NextRequest["nextUrl"], "basePath">,
): string {
  return endpoints.startsWith(`${basePath}/`) ? "" : basePath;
}
