import type { Context } from "hono";

/** Where the runtimes put the address of the peer, in what they pass to a Hono application beside the request. */
interface Platform {
  /** @hono/node-server */
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
  /** Bun: the server, as it is or under this name. */
  readonly server?: Platform;
  readonly requestIP?: (request: Request) => { readonly address: string } | null;
  /** Deno */
  readonly remoteAddr?: { readonly hostname?: string };
}

/** Workers have no socket, and Cloudflare overwrites this header of the client. Other platforms pass it on. */
const ON_WORKERS =
  (globalThis as { navigator?: { userAgent?: string } }).navigator?.userAgent ===
  "Cloudflare-Workers";

/** The address of the peer, from the platform itself; null where the platform has none. */
export function clientAddress(c: Context): string | null {
  if (ON_WORKERS) return c.req.raw.headers.get("cf-connecting-ip");
  const env: Platform = c.env ?? {};
  const platform = env.server ?? env;
  return (
    platform.incoming?.socket?.remoteAddress ??
    platform.requestIP?.(c.req.raw)?.address ??
    platform.remoteAddr?.hostname ??
    null
  );
}
