import { applyToCookieHeader, type SetCookie } from "./set-cookie.ts";

interface Pending {
  readonly cookie: SetCookie;
  /** Null for an explicit change, which always leaves. */
  readonly isCurrent: (() => boolean) | null;
}

/**
 * The cookies that are set while one request is handled, each as it was set last. Those of an implicit refresh leave only
 * if they are still true when the headers do. They are private, so that printing a request does not print them.
 */
export class CookieChanges {
  #cookies: Map<string, Pending> | null = null;
  #version = 0;

  /** What leaves with the response, if it leaves now. */
  get all(): readonly SetCookie[] {
    if (!this.#cookies) return NONE;
    return [...this.#cookies.values()]
      .filter(({ isCurrent }) => isCurrent?.() ?? true)
      .map(({ cookie }) => cookie);
  }

  /** Whether a cookie was set for this request. */
  get isEmpty(): boolean {
    return this.#cookies === null;
  }

  /** Another number after each change: what was decided under an older one may be outdated. */
  get version(): number {
    return this.#version;
  }

  /** An explicit change: it always leaves, and so does what it was built on. */
  add(cookies: readonly SetCookie[]): void {
    this.#version++;
    for (const [name, { cookie }] of this.#cookies ?? [])
      this.#cookies?.set(name, { cookie, isCurrent: null });
    this.#put(cookies, null);
  }

  /** An implicit refresh or refusal: it leaves if `isCurrent` says so then. */
  addImplicit(cookies: readonly SetCookie[], isCurrent: () => boolean): void {
    this.#version++;
    this.#put(cookies, isCurrent);
  }

  /**
   * A `Cookie` header as if the browser had applied the changes, except that a refused credential stays in it: a sign-in in
   * the same request replaces it, and the process then knows that its cookies are gone.
   */
  applyTo(header: string | null): string | null {
    if (!this.#cookies) return header;
    const applied = [...this.#cookies.values()]
      .filter(({ cookie, isCurrent }) => !isCurrent || (cookie.maxAge !== 0 && isCurrent()))
      .map(({ cookie }) => cookie);
    return applyToCookieHeader(header, applied) || null;
  }

  #put(cookies: readonly SetCookie[], isCurrent: Pending["isCurrent"]): void {
    if (cookies.length === 0) return;
    this.#cookies ??= new Map();
    for (const cookie of cookies) this.#cookies.set(cookie.name, { cookie, isCurrent });
  }
}

const NONE: readonly SetCookie[] = Object.freeze([]);
