import { SessionConfigError } from "../base/errors.ts";
import type { RunGuarded } from "./deadline.ts";
import type { SessionChanges, SessionRecord, SessionStore, UpdateResult } from "./session-store.ts";
import { hasUserJoin, type UserJoin } from "./user-join.ts";

const STORE_VERBS = [
  "insert",
  "find",
  "update",
  "delete",
  "findByUser",
  "deleteByUser",
  "deleteExpired",
] as const;

/** Throws `SessionConfigError` for a store that lacks a verb. */
export function checkStore(store: SessionStore): void {
  for (const verb of STORE_VERBS) {
    if (typeof (store as Partial<SessionStore>)[verb] !== "function") {
      throw new SessionConfigError(
        "store",
        `has no function ${verb}. A store has seven: ${STORE_VERBS.join(", ")}.`,
      );
    }
  }
}

/** A store for one request: every call is bounded by the request's deadline. */
export class RequestStore implements Omit<SessionStore, "deleteExpired"> {
  readonly #store: SessionStore;
  readonly #run: RunGuarded;
  readonly #join: UserJoin<unknown> | null;

  constructor(store: SessionStore, run: RunGuarded) {
    this.#store = store;
    this.#run = run;
    this.#join = hasUserJoin<unknown>(store) ? store : null;
  }

  /** Null if the store does not join users. */
  get findWithUser(): UserJoin<unknown>["findWithUser"] | null {
    const join = this.#join;
    return join && ((id) => this.#run("store.findWithUser", () => join.findWithUser(id)));
  }

  insert(record: SessionRecord): Promise<void> {
    return this.#run("store.insert", () => this.#store.insert(record));
  }

  find(id: string): Promise<SessionRecord | null> {
    return this.#run("store.find", () => this.#store.find(id));
  }

  update(id: string, version: number, changes: SessionChanges): Promise<UpdateResult> {
    return this.#run("store.update", () => this.#store.update(id, version, changes));
  }

  delete(id: string): Promise<boolean> {
    return this.#run("store.delete", () => this.#store.delete(id));
  }

  findByUser(userId: string, now: Date): Promise<SessionRecord[]> {
    return this.#run("store.findByUser", () => this.#store.findByUser(userId, now));
  }

  deleteByUser(userId: string, exceptId?: string): Promise<string[]> {
    return this.#run("store.deleteByUser", () => this.#store.deleteByUser(userId, exceptId));
  }
}
