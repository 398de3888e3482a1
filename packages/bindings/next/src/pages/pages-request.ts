import type { IncomingMessage, ServerResponse } from "node:http";
import type { AnySessions, SetCookie } from "@sessionkit/core";
import { putCookies } from "@sessionkit/core/binding";
import { CurrentRequest } from "../request/current-request.ts";
import { type RequestState, requestOf } from "../request/request-state.ts";

/** The request of an API route or of `getServerSideProps`. */
class PagesRequest extends CurrentRequest {
  readonly #req: IncomingMessage;
  readonly #res: ServerResponse;

  constructor(
    sessions: AnySessions,
    req: IncomingMessage,
    res: ServerResponse,
    state: RequestState,
  ) {
    super(sessions, state.changes);
    this.#req = req;
    this.#res = res;
  }

  get method(): string {
    return this.#req.method ?? "GET";
  }

  get address(): string | null {
    return this.#req.socket.remoteAddress ?? null;
  }

  protected sent(name: string): string | null {
    const value = this.#req.headers[name] ?? null;
    return Array.isArray(value) ? value.join(", ") : value;
  }

  protected get isOpen(): boolean {
    return !this.#res.headersSent;
  }

  protected override send(cookies: readonly SetCookie[]): void {
    putCookies(this.#res, cookies);
  }
}

/** The same for the same request. */
export function pagesRequest(
  sessions: AnySessions,
  req: IncomingMessage,
  res: ServerResponse,
): CurrentRequest {
  return requestOf(req, sessions, (state) => new PagesRequest(sessions, req, res, state));
}
