import type { AnySessions } from "@sessionkit/core";
import { NextBoundRequest } from "./next-bound-request.ts";

/** A web `Request`, as a proxy and a route handler get it. Whoever makes the response puts its `changes` there. */
export class WebRequest extends NextBoundRequest {
  readonly method: string;
  /** Next does not tell the address of the socket. */
  readonly address = null;
  protected readonly isOpen = true;
  readonly #headers: Headers;

  constructor(sessions: AnySessions, request: Pick<Request, "method" | "headers">) {
    super(sessions);
    this.method = request.method;
    this.#headers = request.headers;
  }

  protected sent(name: string): string | null {
    return this.#headers.get(name);
  }
}
