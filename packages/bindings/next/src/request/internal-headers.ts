/** Carries method, path and query from the proxy to the application. Never the user. */
export const REQUEST_LINE = "x-sessionkit-request";

/** Carries the reason why the proxy cleared the cookies. */
export const REASON = "x-sessionkit-reason";

/** Carries the notes of core in the proxy to core in the application: `sessions.forwardedMark`. */
export const FORWARDED_MARK = "x-sessionkit-forwarded";

/** Headers that no client may send to the application: ours, and those that make old versions of Next skip the proxy. */
export function isInternalHeader(name: string): boolean {
  return isOurs(name) || name.startsWith("x-middleware-subrequest");
}

export function isOurs(name: string): boolean {
  return name.startsWith("x-sessionkit-");
}
