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

/**
 * Dot segments, which some code removes from a path and other code does not, and backslashes, which some reads as slashes.
 */
const AMBIGUOUS = /\\|\/(?:\.|%2e){1,2}(?:\/|$)/i;

/** Empty for a path that the code behind a guard may read as another one: it is no endpoint, so that no guard passes it. */
function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  const path = end === -1 ? url : url.slice(0, end);
  return AMBIGUOUS.test(path) ? "" : path;
}
