import type { AnySessions, Problem } from "@sessionkit/core";
import type { SessionHttpError } from "./session-http-error.ts";

export interface BindOptions {
  /**
   * Answers the requests that `handle` and `requireSession` refuse: 401, 403 or 503, as `refusal.status` says. Without it
   * the answer is `application/problem+json`. At 503, an outage, users are still signed in.
   *
   * @example
   * refuse: ({ status, title }) =>
   *   status === 401
   *     ? new Response(null, { status: 303, headers: { location: "/sign-in" } })
   *     : new Response(title, { status })
   */
  readonly refuse?:
    | ((refusal: Problem, request: Request) => Response | Promise<Response>)
    | undefined;
  /**
   * What `requireSession` and the verbs throw in place of a `SessionHttpError`, for a framework that only answers errors of
   * its own.
   *
   * @example
   * throwAs: (error) => error.toResponse() // React Router
   * throwAs: ({ status, message }) => error(status, message) // SvelteKit, with `error` of @sveltejs/kit
   */
  readonly throwAs?: ((error: SessionHttpError) => unknown) | undefined;
  /**
   * Answers other errors of the handler, so that the response has the cookies that were set before. Without it `handle`
   * rejects with the error, and those cookies are lost: a refresh is then repeated by the next request.
   */
  readonly onError?:
    | ((error: unknown, request: Request) => Response | Promise<Response>)
    | undefined;
}

export interface RequestOptions {
  /**
   * The address of the client socket, such as `server.requestIP(request)?.address` of Bun. A function is called when the
   * address is needed. Default: the header `cf-connecting-ip` on Cloudflare Workers, and null elsewhere. Forwarded addresses
   * are the `trustProxy` option of core.
   */
  readonly address?: string | null | (() => string | null | undefined) | undefined;
}

export interface HandleOptions extends RequestOptions {
  /** True for a path that pages of other sites may post to with a session cookie, such as the return of a payment. */
  readonly allowCrossSite?: boolean | undefined;
}

/** What every part of a binding shares. */
export interface Binding extends BindOptions {
  readonly sessions: AnySessions;
  /**
   * The property of a `Request` under which its session is kept. Not a `WeakMap`: a framework may pass on a `Proxy` of the
   * request.
   */
  readonly key: symbol;
}
