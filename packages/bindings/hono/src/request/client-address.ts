import { workersAddress } from "@sessionkit/core/binding";
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

/** The address of the client socket, from the platform itself; null if the platform has none. */
export function clientAddress(c: Context): string | null {
  const onWorkers = workersAddress(c.req.raw);
  if (onWorkers !== undefined) return onWorkers;
  const env: Platform = c.env ?? {};
  const platform = env.server ?? env;
  return (
    platform.incoming?.socket?.remoteAddress ??
    platform.requestIP?.(c.req.raw)?.address ??
    platform.remoteAddr?.hostname ??
    null
  );
}
