import type { Context } from "hono";

/** Where runtimes put the address of the client socket in the environment of a Hono application. */
interface Platform {
  /** @hono/node-server */
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
  /** Bun: the server itself, or under this name. */
  readonly server?: Platform;
  readonly requestIP?: (request: Request) => { readonly address: string } | null;
  /** Deno */
  readonly remoteAddr?: { readonly hostname?: string };
}

/** Workers have no socket, and Cloudflare overwrites this header of the client. Other platforms do not. */
const ON_WORKERS =
  (globalThis as { navigator?: { userAgent?: string } }).navigator?.userAgent ===
  "Cloudflare-Workers";

/** The address of the client socket, from the platform itself; null if the platform has none. */
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
