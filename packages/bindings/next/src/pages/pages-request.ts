import type { IncomingMessage, ServerResponse } from "node:http";
import type { AnySessions } from "@sessionkit/core";
import { closedSignal, putCookies } from "@sessionkit/core/binding";
import onHeaders from "on-headers";
import type { Settings } from "../options/bind-options.ts";
import { NextBoundRequest } from "../request/next-bound-request.ts";
import { type RequestState, requestOf } from "../request/request-state.ts";

/** What every part of a binding shares. */
export interface PagesSettings<S extends AnySessions = AnySessions>
  extends Pick<Settings, "signInPath" | "stepUpPath" | "mayCrossSite"> {
  readonly sessions: S;
}

/** The request of an API route or of `getServerSideProps`. */
class PagesRequest extends NextBoundRequest {
  readonly #req: IncomingMessage;
  readonly #res: ServerResponse;
  #commits = false;

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

  protected requestHeader(name: string): string | null {
    const value = this.#req.headers[name] ?? null;
    return Array.isArray(value) ? value.join(", ") : value;
  }

  protected get isOpen(): boolean {
    return !this.#res.headersSent;
  }

  protected override get closed(): AbortSignal {
    return closedSignal(this.#res);
  }

  /** Sets the cookies when the headers leave: those of a refresh may no longer be true by then. */
  protected override onChange(): void {
    if (this.#commits) return;
    this.#commits = true;
    onHeaders(this.#res, () => putCookies(this.#res, this.changes));
  }
}

/** The same for the same request. */
export function pagesRequest(
  { sessions, mayCrossSite }: PagesSettings,
  req: IncomingMessage,
  res: ServerResponse,
): NextBoundRequest {
  return requestOf(req, sessions, (state) => {
    const request = new PagesRequest(sessions, req, res, state);
    request.allowCrossSite = mayCrossSite((req.url ?? "/").split("?", 1)[0] as string);
    return request;
  });
}
