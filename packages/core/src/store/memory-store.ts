import { SessionConfigError, SessionStoreError } from "../base/errors.ts";
import { type JsonObject, normalizeObject } from "../base/json.ts";
import { processWide } from "../base/process-wide.ts";
import type { ActivityEntry, ActivityLog } from "./activity-log.ts";
import { createMemoryFeed } from "./memory-feed.ts";
import type { RevocationFeed } from "./revocation-feed.ts";
import type { SessionRecord, SessionStore } from "./session-store.ts";

/**
 * A store in the memory of this process, for tests, demos and single-process tools. Sessions are lost when the process
 * ends.
 */
export interface MemoryStore extends SessionStore, ActivityLog, RevocationFeed {
  /** Number of stored sessions, including expired ones. */
  readonly size: number;
}

export interface MemoryStoreOptions {
  /** Calls with the same name return the same store, in the whole process. Default: every call returns a new store. */
  readonly name?: string | undefined;
}

/**
 * Creates a store. Records are copied when they are written and read, like rows of a database.
 *
 * In Next, calls without a name return one store: Next loads a module once for the proxy and again for pages and routes,
 * and each would know only its own sessions. Throws `SessionConfigError` in Next's Edge runtime, where memory cannot be
 * shared.
 */
export function createMemoryStore({ name }: MemoryStoreOptions = {}): MemoryStore {
  const runtime = nextRuntime();
  if (runtime === "edge") {
    throw new SessionConfigError(
      "store",
      "memory is not shared between the functions of Next's Edge runtime. Use another store, or run the proxy and the routes on Node.",
    );
  }
  const shared = name ?? (runtime === undefined ? undefined : "");
  return shared === undefined
    ? newStore()
    : processWide(`sessionkit.memory-store.${shared}`, newStore);
}

declare const process: { readonly env: { readonly NEXT_RUNTIME?: string } } | undefined;

/** `"nodejs"` or `"edge"` in Next, which replaces this expression when it bundles. */
function nextRuntime(): string | undefined {
  // Deno rejects the access to a variable without a permission for it, and Next does not run there.
  if (typeof process === "undefined" || "Deno" in globalThis) return undefined;
  return process.env.NEXT_RUNTIME || undefined;
}

function newStore(): MemoryStore {
  const sessions = new Map<string, SessionRecord>();
  const byUser = new Map<string | null, Set<string>>();
  const activity = new Map<string, Map<string, ActivityEntry>>();

  function remove(id: string): boolean {
    const record = sessions.get(id);
    if (!record) return false;
    sessions.delete(id);
    const ids = byUser.get(record.userId);
    ids?.delete(id);
    if (ids?.size === 0) byUser.delete(record.userId);
    return true;
  }

  function idsOf(userId: string): string[] {
    return [...(byUser.get(userId) ?? [])];
  }

  return {
    ...createMemoryFeed(),

    get size() {
      return sessions.size;
    },

    async insert(record) {
      if (sessions.has(record.id))
        throw new SessionStoreError(`A session ${record.id} exists already.`);
      sessions.set(record.id, copy(record, normalizeObject(record.data, "data")));
      const ids = byUser.get(record.userId);
      if (ids) ids.add(record.id);
      else byUser.set(record.userId, new Set([record.id]));
    },

    async find(id) {
      const record = sessions.get(id);
      return record ? copy(record, record.data) : null;
    },

    async update(id, version, changes) {
      const record = sessions.get(id);
      if (!record) return "missing";
      if (record.version !== version) return "conflict";
      const data = changes.data === undefined ? record.data : normalizeObject(changes.data, "data");
      sessions.set(id, copy({ ...record, ...changes, version: version + 1 }, data));
      return "updated";
    },

    async delete(id) {
      return remove(id);
    },

    async findByUser(userId, now) {
      return idsOf(userId)
        .map((id) => sessions.get(id) as SessionRecord)
        .filter((record) => endOf(record) > now.getTime())
        .map((record) => copy(record, record.data))
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    },

    async deleteByUser(userId, exceptId) {
      return idsOf(userId).filter((id) => id !== exceptId && remove(id));
    },

    async deleteExpired(before, limit) {
      let removed = 0;
      for (const [id, record] of sessions) {
        if (removed >= limit) break;
        if (endOf(record) < before.getTime() && remove(id)) removed++;
      }
      return removed;
    },

    async record(entry) {
      const entries = activity.get(entry.userId) ?? new Map<string, ActivityEntry>();
      activity.set(entry.userId, entries);
      if (!entries.has(entry.id)) entries.set(entry.id, { ...entry, at: new Date(entry.at) });
    },

    async listByUser(userId, limit, cursor) {
      const entries = [...(activity.get(userId)?.values() ?? [])].sort(newestFirst);
      const rest = cursor ? entries.filter((entry) => newestFirst(cursor, entry) < 0) : entries;
      return rest
        .slice(0, Math.max(0, limit))
        .map((entry) => ({ ...entry, at: new Date(entry.at) }));
    },

    async deleteBefore(before, limit) {
      const old = [...activity.values()]
        .flatMap((entries) => [...entries.values()])
        .filter((entry) => entry.at < before)
        .slice(0, limit);
      for (const entry of old) activity.get(entry.userId)?.delete(entry.id);
      return old.length;
    },
  };
}

/**
 * A copy of a record, so that changes to one do not affect the other. Each member by name: a spread takes several times as
 * long, and a record is read for each request.
 *
 * @param data frozen, since further copies share it
 */
function copy(record: SessionRecord, data: JsonObject): SessionRecord {
  return {
    id: record.id,
    userId: record.userId,
    secretHash: record.secretHash,
    version: record.version,
    generation: record.generation,
    branch: record.branch,
    previousBranch: record.previousBranch,
    rotatedAt: new Date(record.rotatedAt.getTime()),
    renewedAt: new Date(record.renewedAt.getTime()),
    siblingsFrom: record.siblingsFrom,
    siblingsHeld: record.siblingsHeld,
    seenGeneration: record.seenGeneration,
    seenBranch: record.seenBranch,
    firstSeenAt: new Date(record.firstSeenAt.getTime()),
    settledAt: new Date(record.settledAt.getTime()),
    createdAt: new Date(record.createdAt.getTime()),
    authenticatedAt: new Date(record.authenticatedAt.getTime()),
    previousAuthenticatedAt: new Date(record.previousAuthenticatedAt.getTime()),
    lastActiveAt: new Date(record.lastActiveAt.getTime()),
    idleExpiresAt: new Date(record.idleExpiresAt.getTime()),
    absoluteExpiresAt: new Date(record.absoluteExpiresAt.getTime()),
    idleSeconds: record.idleSeconds,
    remember: record.remember,
    ip: record.ip,
    userAgent: record.userAgent,
    label: record.label,
    actorId: record.actorId,
    actorSessionId: record.actorSessionId,
    boundKey: record.boundKey,
    data,
  };
}

function endOf(record: SessionRecord): number {
  return Math.min(record.idleExpiresAt.getTime(), record.absoluteExpiresAt.getTime());
}

function newestFirst(a: { at: Date; id: string }, b: { at: Date; id: string }): number {
  return b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}
