import type { IncomingMessage } from "node:http";
import {
  applyToCookieHeader,
  type Outcome,
  type SessionRequest,
  type SetCookie,
} from "@sessionkit/core";

/** A request as core reads it, with what is known of it so far. Headers are read where Node has put them. */
export class CurrentRequest implements SessionRequest {
  /** Null until somebody asked. */
  outcome: Outcome | null = null;
  /** Cookies set since it came in, by name: from then on it reads as if the browser had sent them. */
  changes: Map<string, SetCookie> | null = null;
  allowCrossSite = false;
  readonly #message: IncomingMessage & { readonly originalMethod?: string };

  constructor(message: IncomingMessage) {
    this.#message = message;
  }

  /** The method that was sent: `method-override` keeps it there. */
  get method(): string {
    return this.#message.originalMethod ?? this.#message.method ?? "GET";
  }

  get address(): string | null {
    return this.#message.socket.remoteAddress ?? null;
  }

  header(name: string): string | null {
    const value = this.#message.headers[name];
    const text = typeof value === "string" ? value : null;
    if (name !== "cookie" || this.changes === null) return text;
    return applyToCookieHeader(text, [...this.changes.values()]) || null;
  }
}
