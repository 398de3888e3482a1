/**
 * Returns the `fetch` for the origin of the endpoints, and the one for other origins. Throws if the page is of another origin
 * and no cookies would be sent.
 *
 * @param own of the application, which sends credentials of its own
 */
export function createFetches(
  basePath: string,
  credentials: "include" | undefined,
  own: typeof fetch | undefined,
): [endpoints: typeof fetch, other: typeof fetch] {
  if (!credentials && !own && globalThis.location && getOrigin(basePath) !== location.origin)
    throw new TypeError(`${basePath} is on another origin. Set credentials: "include".`);
  const other: typeof fetch = own ?? ((...request) => globalThis.fetch(...request));
  return [credentials ? (input, init) => other(input, { credentials, ...init }) : other, other];
}

export function getOrigin(url: string): string {
  return new URL(url, globalThis.document?.baseURI ?? "http://localhost").origin;
}
