import { applyToCookieHeader, type SetCookie } from "../cookies/set-cookie.ts";
import type { SessionRequest } from "../session/request.ts";

/**
 * A request as core reads it, with the cookies that are set while it is handled: from then on it reads as if the browser
 * had sent them. What could hold a credential is private, so that whoever prints a request does not print it.
 */
export abstract class BoundRequest implements SessionRequest {
  abstract readonly method: string;
  abstract readonly address: string | null;
  #changes: Map<string, SetCookie> | null = null;

  /** A header as it was sent. */
  protected abstract sent(name: string): string | null;

  header(name: string): string | null {
    const value = this.sent(name);
    if (name !== "cookie" || this.#changes === null) return value;
    return applyToCookieHeader(value, this.changes) || null;
  }

  /** Cookies set since it came in, each as it was set last. */
  get changes(): readonly SetCookie[] {
    return this.#changes ? [...this.#changes.values()] : NONE;
  }

  change(cookies: readonly SetCookie[]): void {
    if (cookies.length === 0) return;
    this.#changes ??= new Map();
    for (const cookie of cookies) this.#changes.set(cookie.name, cookie);
  }

  takeBack(): void {
    this.#changes = null;
  }
}

const NONE: readonly SetCookie[] = Object.freeze([]);
