import { CrossSiteError, requiredError, SessionConfigError } from "../base/errors.ts";
import { CookieChanges } from "../cookies/cookie-changes.ts";
import type { SetCookie } from "../cookies/set-cookie.ts";
import type { WatchOptions } from "../flow/watch-session.ts";
import {
  cookieHeaders,
  type EndpointResponse,
  type ProblemResponse,
  problem,
} from "../http/response.ts";
import { type EndpointRequest, isPrefetch, type SessionRequest } from "../request/request.ts";
import type { AnySessions } from "../service/sessions.ts";
import type { Outcome } from "../session/outcome.ts";
import type { WriteCall } from "./bound-verbs.ts";
import type { WithSessionOptions } from "./options.ts";
import { refusalOf } from "./refusal-of.ts";
import { sessionOf } from "./session-of.ts";
import { outcomeFor } from "./unproven-session.ts";

/**
 * A request and its session until the response is sent. The session is resolved once, and refreshed while cookies can
 * still be set. Later reads within the request see those cookies as if the browser had sent them. A binding implements how
 * its framework reads headers and sets cookies.
 */
export abstract class BoundRequest implements SessionRequest {
  abstract readonly method: string;
  abstract readonly address: string | null;
  /** Skips the cross-site check: pages of other sites may send requests with a session cookie. */
  allowCrossSite = false;
  readonly sessions: AnySessions;
  readonly #changes: CookieChanges;
  #crossSite: string | null | undefined;
  #version: number;
  #resolved: Promise<Outcome> | null = null;
  /** Whether `#resolved` is also the answer if the store has to be read. */
  #byStore = false;
  #outcome: Outcome | null = null;
  #running = 0;
  #whenIdle: (() => void) | null = null;
  #finished = false;

  /** @param changes shared by all objects that represent the same request, if there are several */
  constructor(sessions: AnySessions, changes: CookieChanges = new CookieChanges()) {
    this.sessions = sessions;
    this.#changes = changes;
    this.#version = changes.version;
  }

  /** A header as the client sent it. */
  protected abstract requestHeader(name: string): string | null;

  /** Whether cookies can still be set on the response. */
  protected abstract readonly isOpen: boolean;

  /**
   * Prepares the response for cookies that are added to `changes`. Called while the response is open. Read `changes` when
   * the headers are sent: by then, the cookies of an implicit refresh may have been dropped from it.
   */
  protected onChange(
    _cookies: readonly SetCookie[],
    _kind: "explicit" | "implicit",
  ): void | Promise<void> {
    return undefined;
  }

  /** Whether resolving may refresh. */
  protected get mayRefresh(): boolean {
    return this.#takesCookies && this.crossSiteProblem === null;
  }

  /** Override it to adjust an outcome for the framework. */
  protected mapOutcome(outcome: Outcome): Outcome {
    return outcome;
  }

  /** Whether the request is a speculative one that the framework made. */
  get prefetch(): boolean {
    return false;
  }

  /** Whether credentials were set within this request. They do not count as presented by the client. */
  get minted(): boolean {
    return !this.#changes.isEmpty;
  }

  header(name: string): string | null {
    const value = this.requestHeader(name);
    return name === "cookie" ? this.#changes.applyTo(value) : value;
  }

  /** The cookies to send if the headers are sent now, each with its latest value. */
  get changes(): readonly SetCookie[] {
    return this.#changes.all;
  }

  /**
   * Why the request counts as cross-site, by its original headers: nothing is written for it. Null if it is not
   * cross-site.
   */
  get crossSiteProblem(): string | null {
    if (this.allowCrossSite) return null;
    if (this.#crossSite === undefined) {
      const header = (name: string): string | null => this.requestHeader(name);
      this.#crossSite = this.sessions.crossSiteProblem({ method: this.method, header });
    }
    return this.#crossSite;
  }

  /** The answer to a cross-site request, which says which header is missing or wrong; null if it is not cross-site. */
  get crossSiteRefusal(): ProblemResponse | null {
    const detail = this.crossSiteProblem;
    return detail === null ? null : problem("cross_site", null, [], [], detail);
  }

  /**
   * The same for a request that also carries a credential (CSRF). Without a credential, a cross-site request is harmless.
   */
  async forgedRefusal(): Promise<ProblemResponse | null> {
    const refusal = this.crossSiteRefusal;
    return refusal && (await this.resolve()).reason !== "absent" ? refusal : null;
  }

  /** The answer to a request that may not run a handler which needs a session; null if it may. */
  async guard(options: WithSessionOptions): Promise<ProblemResponse | null> {
    const { crossSiteRefusal } = this;
    if (crossSiteRefusal) return crossSiteRefusal;
    return refusalOf(this.sessions, await outcomeFor(this, options), options);
  }

  /** The outcome if the request has been resolved, else null. */
  get outcome(): Outcome | null {
    this.#dropOutdated();
    return this.#outcome;
  }

  /**
   * The session of the request, resolved once for all callers. Sets its cookies if possible, and none for a prefetch.
   */
  resolve(verify: "token" | "store" = "token"): Promise<Outcome> {
    this.#dropOutdated();
    if (verify === "store" && this.sessions.mode === "jwt" && !this.#byStore) {
      this.#byStore = true;
      this.#resolved = this.#resolved ? this.#confirm(this.#resolved) : this.#resolve("store");
    }
    this.#resolved ??= this.#resolve("token");
    return this.#resolved;
  }

  /**
   * Runs an explicit change. Rejects before it begins if cookies can no longer be set, and for a cross-site request.
   */
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
   * After an explicit change: sets its cookies on the response and for the rest of this request. Rejects if cookies can no
   * longer be set: the client would lose the session without an error.
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
    this.#changes.add(cookies, () => this.sessions.isCurrent(outcome));
    this.#version = this.#changes.version;
    this.settle(outcome);
  }

  /** Sets the outcome of this request from here on. */
  settle(outcome: Outcome): Outcome {
    this.#outcome = outcome;
    this.#resolved = Promise.resolve(outcome);
    this.#byStore = false;
    return outcome;
  }

  /** Aborted when the response was sent or the client disconnects; undefined if only the application knows. */
  protected get closed(): AbortSignal | undefined {
    return undefined;
  }

  /**
   * A signal for the end of the session, until `until` or `closed` is aborted, which is read first: before the response is made.
   * Rejects with `SessionRequiredError` if there is no session, and with `SessionStoreError` in an outage.
   */
  async watch({ until = this.closed, ...options }: WatchOptions = {}): Promise<AbortSignal> {
    const outcome = await this.resolve();
    const session = sessionOf(outcome);
    if (!session) throw requiredError(outcome.reason);
    return this.sessions.watch(session, { until, ...options });
  }

  /** The request as input for `handle`. */
  endpoint(url: string, text: EndpointRequest["text"]): EndpointRequest {
    const { method, address, prefetch, minted } = this;
    const header = (name: string): string | null => this.header(name);
    return { method, address, prefetch, minted, source: this, url, text, header };
  }

  /**
   * Waits for calls that may set cookies, and closes the request: later changes reject. Returns the headers to add to the
   * response. For frameworks that have a step before the response is sent.
   */
  async finish(): Promise<EndpointResponse["headers"]> {
    while (this.#running > 0) {
      await new Promise<void>((resolve) => {
        this.#whenIdle = resolve;
      });
    }
    this.#finished = true;
    return cookieHeaders(this.changes);
  }

  /** Whether `finish` has closed the request. */
  get isFinished(): boolean {
    return this.#finished;
  }

  get #takesCookies(): boolean {
    return this.isOpen && !this.#finished;
  }

  /**
   * Reads the record of a session that only its access token has verified. A record that this request has read is not
   * read again.
   */
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
      const resolved = await this.sessions.resolve(this, { verify, write });
      const outcome = this.mapOutcome(resolved);
      // A change was made in the meantime and is newer.
      if (this.#changes.version !== version) return outcome;
      // If it is too late to set cookies, the answer counts as lost: see `docs/protocol.md`.
      if (write && resolved.cookies.length > 0 && this.#takesCookies && !isPrefetch(this)) {
        await this.onChange(resolved.cookies, "implicit");
        this.#changes.addImplicit(resolved.cookies, () => this.sessions.isCurrent(resolved));
        this.#version = this.#changes.version;
      }
      this.#outcome = outcome;
      return outcome;
    } finally {
      this.#done();
    }
  }

  #assertOpen(verb: WriteCall["verb"]): void {
    if (this.#takesCookies) return;
    throw new SessionConfigError(
      verb,
      "sets cookies, and the response has been made or has begun. Call it before, and not in the handshake of a WebSocket.",
      "headers_sent",
    );
  }

  #dropOutdated(): void {
    if (this.#version === this.#changes.version) return;
    this.#version = this.#changes.version;
    this.#resolved = this.#outcome = null;
    this.#byStore = false;
  }

  #done(): void {
    if (--this.#running === 0) this.#whenIdle?.();
  }
}
