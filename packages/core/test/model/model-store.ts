import type { RevocationFeed, SessionRecord } from "../../src/index.ts";
import { createMemoryStore, type MemoryStore } from "../../src/memory.ts";

/** A memory store that can be read as a whole and put back to an earlier state, and whose activity log is slow. */
export interface ModelStore extends Omit<MemoryStore, keyof RevocationFeed> {
  rows(): Promise<SessionRecord[]>;
  /** What a backup or a replica that lags behind does: every write since is lost. */
  rollBack(rows: readonly SessionRecord[]): Promise<void>;
  /** The call after `calls` others fails: before it had an effect, or after it. */
  fail(calls: number, when: "before" | "after"): void;
  /** How many calls have failed. */
  readonly failures: number;
}

export function createModelStore(): ModelStore {
  const store = createMemoryStore();
  const ids = new Set<string>();
  let plan: { calls: number; readonly when: "before" | "after" } | null = null;
  let failures = 0;

  async function run<T>(call: () => Promise<T>): Promise<T> {
    const due = plan !== null && plan.calls-- === 0 ? plan.when : null;
    if (due !== null) {
      plan = null;
      failures++;
    }
    if (due === "before") throw new Error("The connection was refused.");
    const result = await call();
    if (due === "after") throw new Error("The connection was lost.");
    return result;
  }

  async function rows(): Promise<SessionRecord[]> {
    const found = await Promise.all([...ids].map((id) => store.find(id)));
    return found.filter((record) => record !== null);
  }

  return {
    get size() {
      return store.size;
    },
    get failures() {
      return failures;
    },
    insert: (record) => {
      ids.add(record.id);
      return run(() => store.insert(record));
    },
    find: (id) => run(() => store.find(id)),
    update: (id, version, changes) => run(() => store.update(id, version, changes)),
    delete: (id) => run(() => store.delete(id)),
    findByUser: (userId, now) => run(() => store.findByUser(userId, now)),
    deleteByUser: (userId, exceptId) => run(() => store.deleteByUser(userId, exceptId)),
    deleteExpired: (before, limit) => run(() => store.deleteExpired(before, limit)),
    listByUser: (userId, limit, cursor) => store.listByUser(userId, limit, cursor),
    deleteBefore: (before, limit) => store.deleteBefore(before, limit),
    async record(entry) {
      await new Promise((resolve) => setImmediate(resolve));
      await store.record(entry);
    },
    rows,
    async rollBack(earlier) {
      for (const { id } of await rows()) await store.delete(id);
      for (const record of earlier) await store.insert(record);
    },
    fail(calls, when) {
      plan = { calls, when };
    },
  };
}
