import { applyToCookieHeader, type SetCookie } from "./set-cookie.ts";

interface Pending {
  readonly cookie: SetCookie;
  readonly isCurrent: () => boolean;
  readonly isExplicit: boolean;
}

/**
 * The cookies that are set while one request is handled, each with its latest value. They are sent only if they are still
 * current when the headers are sent. Private fields, so that logging a request does not log them.
 */
export class CookieChanges {
  #cookies: Map<string, Pending> | null = null;
  #version = 0;

  /** The cookies to send if the headers are sent now. */
  get all(): readonly SetCookie[] {
    if (!this.#cookies) return NONE;
    return [...this.#cookies.values()]
      .filter(({ isCurrent }) => isCurrent())
      .map(({ cookie }) => cookie);
  }

  /** Whether a cookie was set for this request. */
  get isEmpty(): boolean {
    return this.#cookies === null;
  }

  /** Increases with each change. A decision made at an older version may be outdated. */
  get version(): number {
    return this.#version;
  }

  /**
   * Adds an explicit change. Its cookies, and those that were set before it, are sent if `isCurrent` then returns true.
   */
  add(cookies: readonly SetCookie[], isCurrent: () => boolean = ALWAYS): void {
    this.#version++;
    for (const [name, { cookie }] of this.#cookies ?? [])
      this.#cookies?.set(name, { cookie, isCurrent, isExplicit: true });
    this.#put(cookies, { isCurrent, isExplicit: true });
  }

  /** Adds the cookies of an implicit refresh or refusal. They are sent if `isCurrent` then returns true. */
  addImplicit(cookies: readonly SetCookie[], isCurrent: () => boolean): void {
    this.#version++;
    this.#put(cookies, { isCurrent, isExplicit: false });
  }

  /**
   * Returns a `Cookie` header as if the browser had applied the changes. A refused credential stays in it, so that a
   * sign-in in the same request ends its session and records that its cookies have been replaced.
   */
  applyTo(header: string | null): string | null {
    if (!this.#cookies) return header;
    const applied = [...this.#cookies.values()]
      .filter(
        ({ cookie, isCurrent, isExplicit }) => (isExplicit || cookie.maxAge !== 0) && isCurrent(),
      )
      .map(({ cookie }) => cookie);
    return applyToCookieHeader(header, applied) || null;
  }

  #put(cookies: readonly SetCookie[], condition: Omit<Pending, "cookie">): void {
    if (cookies.length === 0) return;
    this.#cookies ??= new Map();
    for (const cookie of cookies) {
      const before = this.#cookies.get(cookie.name)?.cookie;
      this.#cookies.set(cookie.name, { cookie: withOffer(cookie, before), ...condition });
    }
  }
}

/** A later change of the session that was created in this request does not withdraw its offer. */
function withOffer(cookie: SetCookie, before: SetCookie | undefined): SetCookie {
  const isKept = before?.registration !== undefined && cookie.maxAge !== 0;
  return isKept ? { registration: before.registration, ...cookie } : cookie;
}

const ALWAYS = (): boolean => true;
const NONE: readonly SetCookie[] = Object.freeze([]);
