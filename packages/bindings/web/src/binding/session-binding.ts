import type { AnySessions, InferSession, WatchOptions } from "@sessionkit/core";
import type { Upgrade, Verbs } from "@sessionkit/core/binding";
import type { HandleOptions, RequestOptions } from "./binding.ts";
import type { SessionContext, SessionReads } from "./session-context.ts";

export interface UpgradeOptions extends RequestOptions, Pick<WatchOptions, "until"> {}

/**
 * A session service for web requests. Everything that takes a `Request` needs the one that `handle` was called with. If a
 * framework passes on a copy, use the context that `handle` passes to its handler.
 */
export interface SessionBinding<S extends AnySessions>
  extends SessionReads<S, [request: Request]>,
    Verbs<S, [request: Request]> {
  /**
   * Runs a handler and returns its response with the cookies of the session. Answers the endpoints itself, and refuses
   * requests that another site sent with a session cookie (403). Answers what `requireSession` and the verbs throw, and a
   * `Response` that the handler throws. Resolves no session itself.
   *
   * @example
   * Bun.serve({
   *   fetch: (request, server) =>
   *     handle(request, async ({ getSession }) => Response.json(await getSession()), {
   *       address: server.requestIP(request)?.address,
   *     }),
   * });
   */
  readonly handle: <R extends Response | undefined>(
    request: Request,
    handler: (session: SessionContext<S>) => R | Promise<R>,
    options?: HandleOptions,
  ) => Promise<R | Response>;
  /**
   * Answers the endpoints, where they are a route of their own. Needs no `handle`. Other paths get a 404.
   *
   * @example
   * export const ALL = ({ request }) => handlers(request); // src/pages/api/auth/[...path].ts of Astro
   */
  readonly handlers: (request: Request, options?: RequestOptions) => Promise<Response>;
  /**
   * The session of a WebSocket handshake, with a `signal` for its end until `until` is aborted, and when to check it again.
   * Verifies only. Needs no `handle`.
   */
  readonly authenticateUpgrade: (
    request: Request,
    options?: UpgradeOptions,
  ) => Promise<Upgrade<InferSession<S>>>;
}
