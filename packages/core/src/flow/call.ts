import { nanoid } from "nanoid";
import type { ClientInfo } from "../request/client-info.ts";
import { isPrefetch, type SessionRequest } from "../request/request.ts";
import { mayWithhold } from "../request/site.ts";
import type { Ending } from "../session/denylist.ts";
import type { Emit, SessionEventType } from "../session/events.ts";
import { MINTED, readNotes } from "../session/forwarded-mark.ts";
import type { ActivityType } from "../store/activity-log.ts";
import { type Deadline, withTimeout } from "../store/deadline.ts";
import { RequestStore } from "../store/request-store.ts";
import type { SessionRecord } from "../store/session-store.ts";
import type { Context } from "./context.ts";
import { isOtherOrigin } from "./expected-origin.ts";
import { type Credentials, readCredentials } from "./steps/read-credentials.ts";

/** The result of a lookup by id. `joined` is undefined if the store does not join users. */
export interface Found {
  readonly record: SessionRecord;
  readonly joined: unknown;
}

/**
 * A token that is issued while a session ends, or by a process whose clock is ahead, has a later time. In milliseconds, and
 * added to what a deletion and an issue that began before it may take.
 */
const CLOCK_SKEW = 6_000;

/**
 * One call of a verb: the configuration, the request and its credentials. Runs the store and `loadUser` within the deadline of
 * the request. All but the first two are made when they are first used: most requests need no store.
 */
export class Call {
  readonly context: Context;
  /** Undefined if the application calls a verb without one: there are then no credentials. */
  readonly request: SessionRequest | undefined;
  #credentials: Credentials | undefined;
  #deadline: Deadline | undefined;
  #store: RequestStore | undefined;
  #published: Set<string> | undefined;
  #patience: Deadline | undefined;

  constructor(context: Context, request?: SessionRequest, credentials?: Credentials) {
    this.context = context;
    this.request = request;
    this.#credentials = credentials;
  }

  /** Unverified, as the request has them. */
  get credentials(): Credentials {
    this.#credentials ??= readCredentials(this.context, this.request);
    return this.#credentials;
  }

  /** The same call with other credentials. */
  with(changes: Partial<Credentials>): Call {
    return new Call(this.context, this.request, { ...this.credentials, ...changes });
  }

  /** The same call for a client that sends its session token in the body. */
  withBody(sessionToken: string | undefined): Call {
    if (sessionToken === undefined) return this;
    const malformed = sessionToken === "";
    return this.with({ transport: "body", accessToken: null, sessionToken, malformed });
  }

  /** A header of the request; null if there is none. */
  header(name: string): string | null {
    return this.request?.header(name) ?? null;
  }

  /** Whether the request is speculative: it then sets no cookie and extends nothing. */
  get isPrefetch(): boolean {
    return this.request !== undefined && isPrefetch(this.request);
  }

  /** Whether the browser may have a session that it does not send with this request: it must not be replaced by another one. */
  get isWithheld(): boolean {
    const { context, request, credentials } = this;
    if (!request || credentials.sessionToken !== null) return false;
    const { sameSite } = credentials.specs.session;
    return mayWithhold(request, sameSite, isOtherOrigin(context, request));
  }

  get clientInfo(): ClientInfo {
    return this.context.clientInfo(this.request);
  }

  get deadline(): Deadline {
    this.#deadline ??= this.context.deadlineOf(this.request);
    return this.#deadline;
  }

  /** Calls a function of the application within the deadline. Rejects with `SessionStoreError` if it fails. */
  guard<T>(name: string, run: () => T | PromiseLike<T>): Promise<T> {
    return withTimeout(name, this.deadline, run, this.context.onStoreFailure);
  }

  /** Throws in stateless mode, which has no store. */
  get store(): RequestStore {
    const { store } = this.context;
    if (!store) throw new TypeError("There is no store in stateless mode.");
    this.#store ??= new RequestStore(store, (name, run) => this.guard(name, run));
    return this.#store;
  }

  /** Whether the store joins users. */
  get joinsUsers(): boolean {
    return this.context.store !== null && this.store.findWithUser !== null;
  }

  /** Emits an event with the address and the user agent of the client. */
  emit(type: SessionEventType, details: Parameters<Emit>[1]): void {
    this.context.emit(type, { ...details, ...this.clientInfo });
  }

  /**
   * Emits an event that says how the request was judged, and that changes nothing. Once for each session, although a request
   * may be judged several times: again with the store, or after a proxy that has forwarded it.
   */
  emitOnce(type: SessionEventType, details: Parameters<Emit>[1]): void {
    const note = `${type}/${details.sessionId ?? ""}`;
    if (this.emitted.has(note)) return;
    this.emitted.add(note);
    this.emit(type, details);
  }

  /**
   * Whether this server issued the session token within the same request. Such a token does not count as presented: the client
   * may never receive it.
   */
  get isMinted(): boolean {
    return this.request?.minted === true || this.emitted.has(MINTED);
  }

  /** The notes of the proxy that has forwarded the request, and what `emitOnce` has emitted since. */
  get emitted(): Set<string> {
    const { context, request, credentials } = this;
    if (!request) return new Set();
    const key = request.source ?? request;
    const known = context.emitted.get(key);
    if (known) return known;
    const emitted = new Set(readNotes(context.forwardedMacs, request, credentials.sessionToken));
    context.emitted.set(key, emitted);
    return emitted;
  }

  /**
   * Adds an entry to the denylist of this process, and to that of all others if the store has a feed. Comes before the
   * deletion that it is about, so that no process trusts a token of a session that is gone. Once per subject and call.
   *
   * @param subject as in `Revocation`
   */
  async publish(subject: string, ending: Ending | { reason: "claims_changed" }): Promise<void> {
    const { denylist, feed, now, timeout, revocation } = this.context;
    this.#published ??= new Set();
    if (this.#published.has(subject)) return;
    const at = now();
    const entry = {
      id: nanoid(),
      subject,
      notBefore: new Date(at + 2 * timeout + CLOCK_SKEW),
      until: new Date(at + 2 * timeout + CLOCK_SKEW + revocation.longestAccess),
      cookiesCleared: false,
      ...ending,
    };
    denylist.apply(entry);
    if (feed) await this.guard("store.publishRevocation", () => feed.publishRevocation(entry));
    this.#published.add(subject);
  }

  /** Appends to the user's activity log, which delays the answer by 100 ms at most. Never rejects. */
  record(type: ActivityType, session: { sessionId: string; userId: string }): Promise<void> {
    this.#patience ??= this.context.logPatienceOf(this.request);
    return this.context.recordActivity(type, session, this.clientInfo, this.#patience);
  }

  /** The record, and its user where the store joins them: one query. Null if there is no such session. */
  find(id: string): Promise<Found | null> {
    const { findWithUser } = this.store;
    return findWithUser
      ? findWithUser(id).then((found) => found && { record: found.record, joined: found.user })
      : this.store.find(id).then((record) => record && { record, joined: undefined });
  }

  /**
   * The user of a session. `loadUser` receives the joined user and may return another one or null. Undefined if neither
   * `loadUser` nor a joining store is configured; null if the user no longer exists. A promise only if `loadUser` is called.
   */
  user(userId: string, joined?: unknown): unknown {
    const { loadUser, userIds } = this.context;
    if (joined === null || !loadUser) return joined;
    const loaded = this.guard("loadUser", () => loadUser(userIds.parse(userId), joined));
    return loaded.then((user) => user ?? null);
  }

  /** Like `user`, for a caller that has not read the record. */
  async userOfSession(userId: string, sessionId: string): Promise<unknown> {
    if (!this.joinsUsers) return this.user(userId);
    const found = await this.find(sessionId);
    return found ? this.user(userId, found.joined) : null;
  }
}
