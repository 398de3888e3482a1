import type { AnySessions, Outcome } from "@sessionkit/core";
import { NextBoundRequest } from "./next-bound-request.ts";

/** A web `Request`, as a proxy and a route handler receive it. The caller puts its `changes` on the response. */
export class WebRequest extends NextBoundRequest {
  readonly method: string;
  /** Next does not expose the address of the socket. */
  readonly address = null;
  protected readonly isOpen = true;
  readonly #headers: Headers;
  readonly #refreshes: boolean;

  /** @param refreshes false if a handler behind the proxy refreshes */
  constructor(
    sessions: AnySessions,
    request: Pick<Request, "method" | "headers">,
    refreshes = true,
  ) {
    super(sessions);
    this.method = request.method;
    this.#headers = request.headers;
    this.#refreshes = refreshes;
  }

  protected requestHeader(name: string): string | null {
    return this.#headers.get(name);
  }

  protected override get mayRefresh(): boolean {
    return super.mayRefresh && this.#refreshes;
  }

  /** In a proxy the client may have set any header, that of a reason too. */
  protected override mapOutcome(outcome: Outcome): Outcome {
    return outcome;
  }
}
