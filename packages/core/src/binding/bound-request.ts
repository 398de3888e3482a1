import { CrossSiteError, SessionConfigError } from "../base/errors.ts";
import { CookieChanges } from "../cookies/cookie-changes.ts";
import type { SetCookie } from "../cookies/set-cookie.ts";
import type { AnySessions } from "../service/sessions.ts";
import type { Outcome } from "../session/outcome.ts";
import { type EndpointRequest, isPrefetch, type SessionRequest } from "../request/request.ts";

/** What the application wants to change. */
export interface WriteCall {
  /** Named in errors. */
  readonly verb: `${"create" | "renew" | "update" | "revoke"}Session`;
  /** The application knows that another site may be behind it. */
  readonly allowCrossSite: boolean;
}

/**
 * A request, with what is known of its session until the response leaves: asked for once, refreshed where its cookies can
 * still be set, and from then on read as if the browser had sent them. A binding says how its framework reads headers and
 * sets cookies.
 */
export abstract class BoundRequest implements SessionRequest {
  abstract readonly method: string;
  abstract readonly address: string | null;
  /** Pages of other sites may post here, with a session cookie. */
  allowCrossSite = false;
  readonly #sessions: AnySessions;
  readonly #changes: CookieChanges;
  #isSameSite: boolean | null = null;
  #version: number;
  #token: Promise<Outcome> | null = null;
  #store: Promise<Outcome> | null = null;
  #outcome: Outcome | null = null;
  #running = 0;
  #whenIdle: (() => void) | null = null;

  /** @param changes shared by all that read the same request, where there may be several */
  constructor(sessions: AnySessions, changes: CookieChanges = new CookieChanges()) {
    this.#sessions = sessions;
    this.#changes = changes;
    this.#version = changes.version;
  }

  /** A header as it was sent. */
  protected abstract sent(name: string): string | null;

  /** Whether a cookie that is set now still leaves with the response. */
  protected abstract readonly isOpen: boolean;

  /**
   * Puts cookies on the response, in place of those of the same name. Called while it is open. Left out where all that
   * `changes` has by then is put there when the response is made.
   */
  protected send(_cookies: readonly SetCookie[]): void | Promise<void> {
    return undefined;
  }

  /** Whether asking may refresh. */
  protected get mayRefresh(): boolean {
    return this.isOpen && !this.isForeign;
  }

  /** Where a framework knows more of an outcome than core can. */
  protected understand(outcome: Outcome): Outcome {
    return outcome;
  }

  /** A speculative request of the framework's own. */
  get prefetch(): boolean {
    return false;
  }

  header(name: string): string | null {
    const value = this.sent(name);
    return name === "cookie" ? this.#changes.applyTo(value) : value;
  }

  /** Cookies set since it came in, each as it was set last. */
  get changes(): readonly SetCookie[] {
    return this.#changes.all;
  }

  /** A page of another site may be behind it, as it was sent: nothing is written for it. */
  get isForeign(): boolean {
    if (this.allowCrossSite) return false;
    const { method } = this;
    this.#isSameSite ??= this.#sessions.isSameSiteIntent({ method, header: (n) => this.sent(n) });
    return !this.#isSameSite;
  }

  /** Whether another site made a browser send it along with a session: refuse it with 403. Nobody is acted for without one. */
  async isForged(): Promise<boolean> {
    return this.isForeign && (await this.ask()).reason !== "absent";
  }

  /** What is known already. Null until somebody has asked, and been answered. */
  get outcome(): Outcome | null {
    this.#forgetOld();
    return this.#outcome;
  }

  /** Who is it? Asked once, however many ask. Cookies that come of it are set where they can be; for a prefetch none are. */
  ask(verify: "token" | "store" = "token"): Promise<Outcome> {
    this.#forgetOld();
    if (verify === "token" || this.#sessions.mode !== "jwt") {
      this.#token ??= this.#resolve("token");
      return this.#token;
    }
    if (this.#store === null) {
      this.#store = this.#token ? this.#confirm(this.#token) : this.#resolve("store");
      this.#token = this.#store;
    }
    return this.#store;
  }

  /** For a change: rejects where no cookie can be set any more, and for what another site caused, before `work` begins. */
  async write<T>({ verb, allowCrossSite }: WriteCall, work: () => Promise<T>): Promise<T> {
    this.#assertOpen(verb);
    if (this.isForeign && !allowCrossSite) throw new CrossSiteError();
    this.#running++;
    try {
      return await work();
    } finally {
      this.#done();
    }
  }

  /**
   * After a change: sets its cookies on the response, and for the rest of this request. Rejects where they come too late:
   * a session whose cookies never arrive would be lost without a word.
   *
   * @param outcome what is known of the session from here
   */
  async settle(
    verb: WriteCall["verb"],
    cookies: readonly SetCookie[],
    outcome: Outcome,
  ): Promise<void> {
    if (cookies.length > 0) this.#assertOpen(verb);
    await this.#set(cookies);
    this.#outcome = outcome;
    this.#token = Promise.resolve(outcome);
    this.#store = null;
  }

  /** As `handle` takes it. */
  endpoint(url: string, text: () => Promise<string>): EndpointRequest {
    const { method, address, prefetch } = this;
    return { method, address, prefetch, url, text, header: (name) => this.header(name) };
  }

  /** Resolves when nothing is under way any more that may set cookies; null where nothing is. */
  idle(): Promise<void> | null {
    if (this.#running === 0) return null;
    return new Promise((resolve) => {
      this.#whenIdle = resolve;
    });
  }

  /** A session that is there by its token alone: is it still? */
  async #confirm(seen: Promise<Outcome>): Promise<Outcome> {
    const outcome = await seen;
    return outcome.status === "authenticated" ? this.#resolve("store") : outcome;
  }

  async #resolve(verify: "token" | "store"): Promise<Outcome> {
    const { version } = this.#changes;
    const write = this.mayRefresh;
    this.#running++;
    try {
      const outcome = this.understand(await this.#sessions.resolve(this, { verify, write }));
      // What was changed meanwhile is newer than this.
      if (this.#changes.version !== version) return outcome;
      // Too late by now? Then the browser keeps what it has, which still counts: see "converge" in rotation.ts.
      if (write && outcome.cookies.length > 0 && this.isOpen && !isPrefetch(this))
        await this.#set(outcome.cookies);
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
      "sets cookies, and the response is made or has begun. Call it before, and not in the handshake of a WebSocket.",
      "headers_sent",
    );
  }

  async #set(cookies: readonly SetCookie[]): Promise<void> {
    this.#forgetOld();
    if (cookies.length > 0) await this.send(cookies);
    this.#changes.add(cookies);
    this.#version = this.#changes.version;
  }

  #forgetOld(): void {
    if (this.#version === this.#changes.version) return;
    this.#version = this.#changes.version;
    this.#token = this.#store = this.#outcome = null;
  }

  #done(): void {
    if (--this.#running === 0) this.#whenIdle?.();
  }
}
