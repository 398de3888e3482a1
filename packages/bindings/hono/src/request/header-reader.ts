import type { Context } from "hono";

type ReadHeader = (name: string) => string | null;

/** The request as Node received it, which @hono/node-server passes beside the web `Request`. */
interface Incoming {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Reads headers by their lower-case names; on Node from Node's own object, without building `Headers`. */
export function headerReader(c: Context): ReadHeader {
  const { raw } = c.req;
  const incoming = incomingOf(raw, c.env);
  return (name) => {
    const value = incoming ? incoming.headers[name] : raw.headers.get(name);
    return typeof value === "string" ? value : null;
  };
}

/** The property of the `Request` in which @hono/node-server stores it. Searched once. */
let property: symbol | undefined;

/** Null for a `Request` that the application created itself and passed on with the environment of the original one. */
function incomingOf(
  raw: Request,
  env: { readonly incoming?: Incoming } | undefined,
): Incoming | null {
  const incoming = env?.incoming;
  if (!incoming?.headers) return null;
  const holdsIt = (symbol: symbol) => Reflect.get(raw, symbol) === incoming;
  if (property && holdsIt(property)) return incoming;
  const found = Object.getOwnPropertySymbols(raw).find(holdsIt);
  property ??= found;
  return found ? incoming : null;
}
