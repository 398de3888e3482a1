import { nanoid } from "nanoid";
import type { ClientInfo } from "../request/client-info.ts";
import type { SessionRequest } from "../request/request.ts";
import type { Ending } from "../session/denylist.ts";
import type { ActivityType } from "../store/activity-log.ts";
import type { Deadline } from "../store/deadline.ts";
import { createGuard, RequestStore, type RunGuarded } from "../store/request-store.ts";
import type { SessionRecord, SessionStore } from "../store/session-store.ts";
import type { Parts } from "./context.ts";

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

/** One verb call for one request: runs the store and `loadUser` within the request's deadline. */
export class Call {
  readonly request: SessionRequest | undefined;
  readonly deadline: Deadline;
  readonly #context: Parts;
  readonly #run: RunGuarded;
  readonly #store: RequestStore | null;
  #published: Set<string> | undefined;
  #patience: Deadline | undefined;

  constructor(context: Parts, request: SessionRequest | undefined) {
    this.request = request;
    this.deadline = context.deadlines.of(request);
    this.#context = context;
    this.#run = createGuard(this.deadline, context.onStoreFailure);
    this.#store = context.store && new RequestStore(context.store, this.#run);
  }

  /** Throws in stateless mode, which has no store. */
  get store(): SessionStore {
    if (!this.#store) throw new TypeError("There is no store in stateless mode.");
    return this.#store;
  }

  /** Calls a function of the application within the deadline. Rejects with `SessionStoreError` if it fails. */
  guard<T>(name: string, run: () => Promise<T>): Promise<T> {
    return this.#run(name, run);
  }

  /** Whether the store joins users. */
  get joinsUsers(): boolean {
    return Boolean(this.#store?.findWithUser);
  }

  get clientInfo(): ClientInfo {
    return this.#context.clientInfo(this.request);
  }

  /**
   * Adds an entry to the denylist of this process, and to that of all others if the store has a feed. Comes before the
   * deletion that it is about, so that no process trusts a token of a session that is gone. Once per subject and call.
   *
   * @param subject as in `Revocation`
   */
  async publish(subject: string, ending: Ending | { reason: "claims_changed" }): Promise<void> {
    const { denylist, feed, now, timeout, revocation } = this.#context;
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
    if (feed) await this.#run("store.publishRevocation", () => feed.publishRevocation(entry));
    this.#published.add(subject);
  }

  /** Appends to the user's activity log, which delays the answer by 100 ms at most. Never rejects. */
  record(type: ActivityType, session: { sessionId: string; userId: string }): Promise<void> {
    this.#patience ??= this.#context.logPatience.of(this.request);
    return this.#context.recordActivity(type, session, this.clientInfo, this.#patience);
  }

  /** The record, and its user where the store joins them: one query. Null if there is no such session. */
  find(id: string): Promise<Found | null> {
    const findWithUser = this.#store?.findWithUser;
    return findWithUser
      ? findWithUser(id).then((found) => found && { record: found.record, joined: found.user })
      : this.store.find(id).then((record) => record && { record, joined: undefined });
  }

  /**
   * The user of a session. `loadUser` receives the joined user and may return another one or null. Undefined if neither
   * `loadUser` nor a joining store is configured; null if the user no longer exists. A promise only if `loadUser` is called.
   */
  user(userId: string, joined?: unknown): unknown {
    const { loadUser, userIds } = this.#context;
    if (joined === null || !loadUser) return joined;
    const loaded = this.#run("loadUser", () => loadUser(userIds.parse(userId), joined));
    return loaded.then((user) => user ?? null);
  }

  /** Like `user`, for a caller that has not read the record. */
  async userOfSession(userId: string, sessionId: string): Promise<unknown> {
    const findWithUser = this.#store?.findWithUser;
    if (!findWithUser) return this.user(userId);
    const found = await findWithUser(sessionId);
    return found ? this.user(userId, found.user) : null;
  }
}
