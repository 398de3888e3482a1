/** The well-known address of the public keys (RFC 8615). */
export const WELL_KNOWN_KEYS = "/.well-known/jwks.json";

/** Whether a path is the base path or below it. */
export function isUnder(basePath: string, path: string): boolean {
  return path === basePath || path.startsWith(`${basePath}/`);
}

/** Both parts of a URL; empty if it cannot be parsed. */
export function pathAndQuery(url: string): string[] {
  const parsed = URL.canParse(url, "http://endpoint.invalid")
    ? new URL(url, "http://endpoint.invalid")
    : null;
  return parsed ? [parsed.pathname, parsed.search.slice(1)] : [];
}
