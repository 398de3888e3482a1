import type { Problem } from "@sessionkit/core";
import type { Context } from "hono";

export interface BindOptions {
  /**
   * Answers whoever `attach` or `requireSession` turns away: 401, 403 or 503, as `refusal.status` says. Without it the
   * answer is `application/problem+json`. For pages: `(_refusal, c) => c.redirect("/sign-in")`.
   */
  readonly refuse?: (refusal: Problem, c: Context) => Response | Promise<Response>;
  /**
   * The address of the peer, where the platform tells it in a way of its own. Left out, it is taken from
   * @hono/node-server, Bun, Deno or Cloudflare Workers. What proxies of one's own say is core's `trustProxy`.
   */
  readonly address?: (c: Context) => string | null | undefined;
}
