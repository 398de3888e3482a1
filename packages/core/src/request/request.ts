/**
 * The few facts of a request that core needs. A binding hands these over; core never sees a framework's own object.
 */
export interface SessionRequest {
  /** In capitals, as the client sent it; method overrides do not count. */
  readonly method: string;
  /** Value of a header by its lower-case name; several of one name joined as HTTP does it (cookies by `; `). */
  header(name: string): string | null | undefined;
  /** Address of the peer at the other end of the socket, where the platform has it. */
  readonly address?: string | null | undefined;
  /** True for a speculative GET of the framework's own. `Sec-Purpose` and `Purpose` are seen without it. */
  readonly prefetch?: boolean | undefined;
  /**
   * True if the credentials in `header()` were set by this server within the request, so that they do not count as
   * presented by the client. For bindings.
   */
  readonly minted?: boolean | undefined;
}

/** A request for one of the endpoints. */
export interface EndpointRequest extends SessionRequest {
  /** Path and query, absolute or from the root: `/api/auth/session?x=1`. */
  readonly url: string;
  /**
   * The body as text, or null if it is longer than `maxBytes`; reads no more than that into memory. Called at most once.
   * May reject, which counts as an unreadable body.
   */
  text(maxBytes: number): Promise<string | null>;
}

const SAFE_METHODS = new Set(["GET", "HEAD"]);

/**
 * A speculative load, which may never be shown: it sets no cookie and extends nothing. Only a GET or HEAD can be one,
 * whatever headers another method carries.
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
