/**
 * The parts of a request that core reads. A binding provides them, so that core does not depend on a framework.
 */
export interface SessionRequest {
  /** In upper case, as the client sent it, without method overrides. */
  readonly method: string;
  /** Value of a header by its lower-case name; several values are joined as in HTTP (cookies by `; `). */
  header(name: string): string | null | undefined;
  /** Remote address of the socket, if the platform provides it. */
  readonly address?: string | null | undefined;
  /** True for a speculative GET by the framework. `Sec-Purpose` and `Purpose` are read from the headers. */
  readonly prefetch?: boolean | undefined;
  /**
   * True if this server set the credentials in `header()` within the request: they do not count as presented by the client.
   * For bindings.
   */
  readonly minted?: boolean | undefined;
  /** The object that was resolved for the same request, if this is another one. For bindings. */
  readonly source?: SessionRequest | undefined;
}

/** A request for one of the endpoints. */
export interface EndpointRequest extends SessionRequest {
  /** Path and query, absolute or from the root: `/api/auth/session?x=1`. */
  readonly url: string;
  /**
   * What the path has before that of `url` in the browser, such as Next's `basePath` if `basePath` of the service does not include
   * it. Default: nothing.
   */
  readonly pathPrefix?: string | undefined;
  /**
   * The body as text, or null if it is longer than `maxBytes`: the rest is not read into memory. Called at most once. If it
   * rejects, the body counts as unreadable.
   */
  text(maxBytes: number): Promise<string | null>;
}

export const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/**
 * Whether a request is speculative: it then sets no cookie and extends nothing. Only a GET or HEAD can be a prefetch;
 * headers of other methods are ignored.
 */
export function isPrefetch(request: SessionRequest): boolean {
  if (!SAFE_METHODS.has(request.method)) return false;
  return (
    request.prefetch === true ||
    /\bprefetch\b/.test(request.header("sec-purpose") ?? "") ||
    request.header("purpose") === "prefetch" ||
    request.header("next-router-prefetch") != null
  );
}
