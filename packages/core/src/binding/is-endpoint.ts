import { isUnder, WELL_KNOWN_KEYS } from "../http/paths.ts";
import type { AnySessions } from "../service/sessions.ts";

/** Whether a URL, such as `/api/auth/session?x=1`, is under `basePath`: `handle` answers that request. */
export function isEndpoint({ basePath }: AnySessions, url: string): boolean {
  return isUnder(basePath, pathOf(url));
}

/**
 * Whether a URL is an endpoint of device-bound sessions, to which browsers send requests of their own. A guard must not refuse
 * them: the browser would end the binding.
 */
export function isBoundEndpoint({ basePath }: AnySessions, url: string): boolean {
  return isUnder(`${basePath}/bound`, pathOf(url));
}

/**
 * Whether a URL is the well-known address of the public keys (RFC 8615): `handle` answers it if `accessKeys` is set.
 */
export function isKeySet(url: string): boolean {
  return pathOf(url) === WELL_KNOWN_KEYS;
}

function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}
