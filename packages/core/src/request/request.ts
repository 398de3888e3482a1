/**
 * The few facts of a request that core needs. A binding hands these over; core never sees a framework's own object.
 */
export interface SessionRequest {
  /** In capitals, as the client sent it; method overrides do not count. */
  readonly method: string;
  /** Value of a header by its lower-case name; several of one name joined as HTTP does it (cookies by `; `). */
  header(name: string): string | null | undefined;
  /** Address of the peer at the other end of the socket, where the platform tells. */
  readonly address?: string | null;
  /** True for a speculative request of the framework's own. `Sec-Purpose` and `Purpose` are seen without it. */
  readonly prefetch?: boolean;
}

/** A request for one of the endpoints. */
export interface EndpointRequest extends SessionRequest {
  /** Path and query, absolute or from the root: `/api/auth/session?x=1`. */
  readonly url: string;
  /** The body as text; asked for at most once. May throw, which counts as an unreadable body. */
  text(): Promise<string>;
}

/** A speculative load: it may never be shown, so it must not change anything. */
export function isPrefetch(request: SessionRequest): boolean {
  return (
    request.prefetch === true ||
    /\bprefetch\b/.test(request.header("sec-purpose") ?? "") ||
    request.header("purpose") === "prefetch"
  );
}
