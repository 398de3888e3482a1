import type { AnySessions, Problem } from "@sessionkit/core";
import type { Context } from "hono";

export interface BindOptions {
  /**
   * Answers the requests that `attach` and `requireSession` refuse: 401, 403 or 503, as `refusal.status` says. Without it
   * the answer is `application/problem+json`. At 503, an outage, users are still signed in.
   *
   * @example
   * refuse: ({ status, title }, c) => (status === 401 ? c.redirect("/sign-in") : new Response(title, { status }))
   */
  readonly refuse?: ((refusal: Problem, c: Context) => Response | Promise<Response>) | undefined;
  /**
   * The address of the peer, where the platform provides it in a way of its own. Without it the address is taken from
   * @hono/node-server, Bun, Deno or Cloudflare Workers. Forwarded addresses are the `trustProxy` option of core.
   */
  readonly address?: ((c: Context) => string | null | undefined) | undefined;
}

/** What every part of a binding shares. */
export interface Binding extends BindOptions {
  readonly sessionsOf: (c: Context) => AnySessions;
  /** Where the endpoints are; null if that is known only with a request. */
  readonly basePath: string | null;
  /** The variable of the context under which a request is kept: one for each binding of an application. */
  readonly key: symbol;
}
