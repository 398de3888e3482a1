import type { IncomingMessage } from "node:http";
import {
  applyToCookieHeader,
  type Outcome,
  type SessionRequest,
  type SetCookie,
} from "@sessionkit/core";

/**
 * A request as core reads it, with what is known of it so far. Headers are read where Node has put them. What could hold
 * a credential is private: whoever prints a request does not print it.
 */
export class CurrentRequest implements SessionRequest {
  allowCrossSite = false;
  readonly #message: IncomingMessage & { readonly originalMethod?: string };
  #outcome: Outcome | null = null;
  #changes: Map<string, SetCookie> | null = null;

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

  /** As if the browser had sent the cookies already that were set since. */
  header(name: string): string | null {
    const value = this.#message.headers[name];
    const text = typeof value === "string" ? value : null;
    if (name !== "cookie" || this.#changes === null) return text;
    return applyToCookieHeader(text, this.changes) || null;
  }

  /** Null until somebody asked. */
  get outcome(): Outcome | null {
    return this.#outcome;
  }

  set outcome(outcome: Outcome) {
    this.#outcome = outcome;
  }

  /** Cookies set since it came in, each as it was set last. */
  get changes(): readonly SetCookie[] {
    return this.#changes ? [...this.#changes.values()] : [];
  }

  /** True the first time. */
  change(cookies: readonly SetCookie[]): boolean {
    const first = this.#changes === null;
    this.#changes ??= new Map();
    for (const cookie of cookies) this.#changes.set(cookie.name, cookie);
    return first;
  }

  takeBack(): void {
    this.#changes?.clear();
  }
}
