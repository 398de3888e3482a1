/** Where the proxy tells the rest of the request what was asked for: method, path and query. Never who asks. */
export const REQUEST_LINE = "x-sessionkit-request";

/** Where it tells why it took the cookies out, for whoever finds none. */
export const REASON = "x-sessionkit-reason";

/** What no client has to say to the application: ours, and those by which Next's proxy once could be skipped. */
export function isInternalHeader(name: string): boolean {
  return isOurs(name) || name.startsWith("x-middleware-subrequest");
}

export function isOurs(name: string): boolean {
  return name.startsWith("x-sessionkit-");
}
