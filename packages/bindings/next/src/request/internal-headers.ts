/** In which the proxy notes method, path and query for the rest of the request. Never who is signed in. */
export const REQUEST_LINE = "x-sessionkit-request";

/** In which it notes why it cleared the cookies. */
export const REASON = "x-sessionkit-reason";

/** In which it marks the cookies that it set on the forwarded request: core does not count them as presented by the client. */
export const FORWARDED_MARK = "x-sessionkit-forwarded";

/** Headers that no client may send to the application: ours, and those that once made Next skip the proxy. */
export function isInternalHeader(name: string): boolean {
  return isOurs(name) || name.startsWith("x-middleware-subrequest");
}

export function isOurs(name: string): boolean {
  return name.startsWith("x-sessionkit-");
}
