import { CrossSiteError, SessionConfigError } from "../base/errors.ts";
import { CookieChanges } from "../cookies/cookie-changes.ts";
import type { SetCookie } from "../cookies/set-cookie.ts";
import { type EndpointRequest, isPrefetch, type SessionRequest } from "../request/request.ts";
import type { AnySessions } from "../service/sessions.ts";
import type { Outcome } from "../session/outcome.ts";

/** An explicit change that the application makes. */
export interface WriteCall {
  /** Named in errors. */
  readonly verb: `${"create" | "renew" | "update" | "revoke"}Session`;
  /** The application accepts this request from another site. */
  readonly allowCrossSite: boolean;
}

/**
 * A request and its session until the response leaves: resolved once, refreshed where its cookies can still be set, and
 * from then on read as if the browser had sent them. A binding implements how its framework reads headers and sets cookies.
 */
export abstract class BoundRequest implements SessionRequest {
  abstract readonly method: string;
  abstract readonly address: string | null;
  /** Pages of other sites may post here, with a session cookie. */
  allowCrossSite = false;
  readonly #sessions: AnySessions;
  readonly #changes: CookieChanges;
  #crossSite: string | null | undefined;
  #version: number;
  #byToken: Promise<Outcome> | null = null;
  #byStore: Promise<Outcome> | null = null;
  #outcome: Outcome | null = null;
  #running = 0;
  #whenIdle: (() => void) | null = null;

  /** @param changes shared by all objects that stand for the same request, where there may be several */
  constructor(sessions: AnySessions, changes: CookieChanges = new CookieChanges()) {
    this.#sessions = sessions;
    this.#changes = changes;
    this.#version = changes.version;
  }

  /** A header as the client sent it. */
  protected abstract requestHeader(name: string): string | null;

  /** Whether a cookie that is set now still leaves with the response. */
  protected abstract readonly isOpen: boolean;

  /**
   * Prepares the response for cookies that have just been added to `changes`. `changes` is what leaves: read it when the
   * headers do, since the cookies of an implicit refresh may no longer be in it. Called while the response is open.
   */
  protected onChange(
    _cookies: readonly SetCookie[],
    _kind: "explicit" | "implicit",
  ): void | Promise<void> {
    return undefined;
  }

  /** Whether resolving may refresh. */
  protected get mayRefresh(): boolean {
    return this.isOpen && !this.isCrossSite;
  }

  /** Where a framework knows more of an outcome than core can. */
  protected mapOutcome(outcome: Outcome): Outcome {
    return outcome;
  }

  /** A speculative request of the framework's own. */
  get prefetch(): boolean {
    return false;
  }

  /** Credentials that were set within this request do not count as presented by the client. */
  get minted(): boolean {
    return !this.#changes.isEmpty;
  }

  header(name: string): string | null {
    const value = this.requestHeader(name);
    return name === "cookie" ? this.#changes.applyTo(value) : value;
  }

  /** The cookies that leave with the response if it leaves now, each as it was set last. */
  get changes(): readonly SetCookie[] {
    return this.#changes.all;
  }

  /** Why another site may be behind the request, as it was sent: nothing is written for it. Null if none may. */
  get crossSiteProblem(): string | null {
    if (this.allowCrossSite) return null;
    if (this.#crossSite === undefined) {
      const { method } = this;
      const header = (name: string): string | null => this.requestHeader(name);
      this.#crossSite = this.#sessions.crossSiteProblem({ method, header });
    }
    return this.#crossSite;
  }

  get isCrossSite(): boolean {
    return this.crossSiteProblem !== null;
  }

  /** Whether another site made a browser send it along with a session (CSRF): answer 403. Without a session it is harmless. */
  async isForged(): Promise<boolean> {
    return this.isCrossSite && (await this.resolve()).reason !== "absent";
  }

  /** The outcome if it is known already, else null. */
  get outcome(): Outcome | null {
    this.#dropOutdated();
    return this.#outcome;
  }

  /** The session of the request, resolved once for all callers. Its cookies are set where they can be; for a prefetch none are. */
  resolve(verify: "token" | "store" = "token"): Promise<Outcome> {
    this.#dropOutdated();
    if (verify === "token" || this.#sessions.mode !== "jwt") {
      this.#byToken ??= this.#resolve("token");
      return this.#byToken;
    }
    if (this.#byStore === null) {
      this.#byStore = this.#byToken ? this.#confirm(this.#byToken) : this.#resolve("store");
      this.#byToken = this.#byStore;
    }
    return this.#byStore;
  }

  /** Runs an explicit change. Rejects before it begins where no cookie can be set any more, and for a cross-site request. */
  async runWrite<T>({ verb, allowCrossSite }: WriteCall, write: () => Promise<T>): Promise<T> {
    this.#assertOpen(verb);
    if (this.crossSiteProblem !== null && !allowCrossSite)
      throw new CrossSiteError(this.crossSiteProblem);
    this.#running++;
    try {
      return await write();
    } finally {
      this.#done();
    }
  }

  /**
   * After an explicit change: sets its cookies on the response, and for the rest of this request. Rejects if they come too
   * late, since a session whose cookies never arrive would be lost silently.
   *
   * @param outcome of the session from here on
   */
  async commit(
    verb: WriteCall["verb"],
    cookies: readonly SetCookie[],
    outcome: Outcome,
  ): Promise<void> {
    if (cookies.length > 0) this.#assertOpen(verb);
    this.#dropOutdated();
    if (cookies.length > 0) await this.onChange(cookies, "explicit");
    this.#changes.add(cookies);
    this.#version = this.#changes.version;
    this.#outcome = outcome;
    this.#byToken = Promise.resolve(outcome);
    this.#byStore = null;
  }

  /** As `handle` takes it. */
  endpoint(url: string, text: EndpointRequest["text"]): EndpointRequest {
    const { method, address, prefetch } = this;
    const { minted } = this;
    return { method, address, prefetch, minted, url, text, header: (name) => this.header(name) };
  }

  /** Resolves when nothing is running any more that may set cookies; null if nothing is. */
  idle(): Promise<void> | null {
    if (this.#running === 0) return null;
    return new Promise((resolve) => {
      this.#whenIdle = resolve;
    });
  }

  /** A session that is known by its token alone is looked up; one that was read for this request is not read again. */
  async #confirm(known: Promise<Outcome>): Promise<Outcome> {
    const outcome = await known;
    const byToken = outcome.status === "authenticated" && outcome.verified === "token";
    return byToken ? this.#resolve("store") : outcome;
  }

  async #resolve(verify: "token" | "store"): Promise<Outcome> {
    const { version } = this.#changes;
    const write = this.mayRefresh;
    this.#running++;
    try {
      const resolved = await this.#sessions.resolve(this, { verify, write });
      const outcome = this.mapOutcome(resolved);
      // What was changed meanwhile is newer than this.
      if (this.#changes.version !== version) return outcome;
      // Too late by now? Then the answer counts as lost: see `docs/protocol.md`.
      if (write && resolved.cookies.length > 0 && this.isOpen && !isPrefetch(this)) {
        await this.onChange(resolved.cookies, "implicit");
        this.#changes.addImplicit(resolved.cookies, () => this.#sessions.isCurrent(resolved));
        this.#version = this.#changes.version;
      }
      this.#outcome = outcome;
      return outcome;
    } finally {
      this.#done();
    }
  }

  #assertOpen(verb: WriteCall["verb"]): void {
    if (this.isOpen) return;
    throw new SessionConfigError(
      verb,
      "sets cookies, and the response has been made or has begun. Call it before, and not in the handshake of a WebSocket.",
      "headers_sent",
    );
  }

  #dropOutdated(): void {
    if (this.#version === this.#changes.version) return;
    this.#version = this.#changes.version;
    this.#byToken = this.#byStore = this.#outcome = null;
  }

  #done(): void {
    if (--this.#running === 0) this.#whenIdle?.();
  }
}
