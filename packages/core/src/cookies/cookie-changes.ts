import { applyToCookieHeader, type SetCookie } from "./set-cookie.ts";

/**
 * The cookies that are set while one request is handled, each as it was set last. They are private, so that whoever
 * prints a request does not print them.
 */
export class CookieChanges {
  #cookies: Map<string, SetCookie> | null = null;
  #version = 0;

  get all(): readonly SetCookie[] {
    return this.#cookies ? [...this.#cookies.values()] : NONE;
  }

  /** Another number after each change: what was found out under an older one may be wrong. */
  get version(): number {
    return this.#version;
  }

  add(cookies: readonly SetCookie[]): void {
    this.#version++;
    if (cookies.length === 0) return;
    this.#cookies ??= new Map();
    for (const cookie of cookies) this.#cookies.set(cookie.name, cookie);
  }

  /** A `Cookie` header as if the browser had obeyed already. */
  applyTo(header: string | null): string | null {
    return this.#cookies ? applyToCookieHeader(header, this.all) || null : header;
  }
}

const NONE: readonly SetCookie[] = Object.freeze([]);
