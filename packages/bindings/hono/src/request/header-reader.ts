import type { Context } from "hono";

type ReadHeader = (name: string) => string | null;

/** The request as Node received it, which @hono/node-server hands on beside the one it makes of it. */
interface Incoming {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/**
 * Reads headers by their lower-case names; on Node where Node has put them, which spares making `Headers` of them. HTTP/2
 * sends no `Host`, and neither do tests: then it is the one of the URL.
 */
export function headerReader(c: Context): ReadHeader {
  const { raw } = c.req;
  const incoming = incomingOf(raw, c.env);
  return (name) => {
    const value = incoming ? incoming.headers[name] : raw.headers.get(name);
    if (typeof value === "string") return value;
    return name === "host" ? new URL(raw.url).host : null;
  };
}

/** Under which @hono/node-server keeps it in the request that it makes. Looked for once. */
let place: symbol | undefined;

/** Null for a request that the application made itself, and handed on with the surroundings of the one it had. */
function incomingOf(
  raw: Request,
  env: { readonly incoming?: Incoming } | undefined,
): Incoming | null {
  const incoming = env?.incoming;
  if (!incoming?.headers) return null;
  const isThere = (symbol: symbol) => Reflect.get(raw, symbol) === incoming;
  if (place && isThere(place)) return incoming;
  const found = Object.getOwnPropertySymbols(raw).find(isThere);
  place ??= found;
  return found ? incoming : null;
}
