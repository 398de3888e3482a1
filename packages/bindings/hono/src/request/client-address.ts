import type { Context } from "hono";

/** What a runtime hands a Hono application beside the request, as far as it tells who is at the other end. */
interface Platform {
  /** @hono/node-server */
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
  /** Bun: the server, as it is or under this name. */
  readonly server?: Platform;
  readonly requestIP?: (request: Request) => { readonly address: string } | null;
  /** Deno */
  readonly remoteAddr?: { readonly hostname?: string };
}

/** Workers have no socket to ask, and Cloudflare overwrites what a client writes into this header. Nobody else does. */
const ON_WORKERS =
  (globalThis as { navigator?: { userAgent?: string } }).navigator?.userAgent ===
  "Cloudflare-Workers";

/** The address of the peer as the platform itself tells it; null where it does not. */
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
