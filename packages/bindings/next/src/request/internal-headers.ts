/** Where the proxy tells the rest of the request what was asked for: method, path and query. Never who asks. */
export const REQUEST_LINE = "x-sessionkit-request";

/** What no client has to say to the application: ours, and those by which Next's proxy once could be skipped. */
export function isInternalHeader(name: string): boolean {
  return name.startsWith("x-sessionkit-") || name.startsWith("x-middleware-subrequest");
}
