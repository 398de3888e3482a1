import type { ActivityEntry, ActivityLog, SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describeMutations } from "../contract/describe-mutations.ts";
import { turn } from "../contract/turn.ts";
import { activityLogContract } from "./activity-log-contract.ts";

const ALL = 1_000;

describeMutations<SessionStore & ActivityLog>(
  activityLogContract(),
  createMemoryStore,
  {
    "record that overwrites": {
      breaks: "accepts an entry again without an error, and keeps the first",
      by(log) {
        const seen = new Map<string, ActivityEntry>();
        return {
          async record(entry) {
            seen.set(entry.id, entry);
            await log.record(entry);
          },
          listByUser: async (...args) =>
            (await log.listByUser(...args)).map((entry) => seen.get(entry.id) ?? entry),
        };
      },
    },
    "record that rejects an entry it has": {
      breaks: "accepts an entry again without an error, and keeps the first",
      by: (log) => ({
        async record(entry) {
          const entries = await log.listByUser(entry.userId, ALL);
          if (entries.some(({ id }) => id === entry.id))
            throw new Error("UNIQUE constraint failed");
          await log.record(entry);
        },
      }),
    },
    "record that looks before it writes": {
      breaks: "keeps one of 16 concurrent entries of one id",
      by: () => {
        const entries: ActivityEntry[] = [];
        return {
          async record(entry) {
            const found = entries.some(({ id }) => id === entry.id);
            await turn();
            if (!found) entries.push(entry);
          },
          listByUser: async (userId) => entries.filter((entry) => entry.userId === userId),
        };
      },
    },
    "a log that ends with its session": {
      breaks: "keeps an entry after its session is deleted",
      by(store) {
        const gone = new Set<string>();
        return {
          async delete(id) {
            gone.add(id);
            return store.delete(id);
          },
          listByUser: async (...args) =>
            (await store.listByUser(...args)).filter(({ sessionId }) => !gone.has(sessionId)),
        };
      },
    },
    "times without milliseconds": {
      breaks: "preserves a time to the millisecond",
      by: (log) => ({
        record: (entry) =>
          log.record({ ...entry, at: new Date(Math.floor(entry.at.getTime() / 1000) * 1000) }),
      }),
    },
    "the oldest first": {
      breaks: "lists the newest first, and by id descending where two have one time",
      by: (log) => ({
        listByUser: async (userId) => (await log.listByUser(userId, ALL)).reverse(),
      }),
    },
    "ties by id ascending": {
      breaks: "lists the newest first, and by id descending where two have one time",
      by: (log) => ({
        listByUser: async (userId) =>
          (await log.listByUser(userId, ALL))
            .reverse()
            .sort((a, b) => b.at.getTime() - a.at.getTime()),
      }),
    },
    "pages without an end": {
      breaks: "lists no more entries than requested",
      by: (log) => ({ listByUser: (userId, _, cursor) => log.listByUser(userId, ALL, cursor) }),
    },
    "a cursor that skips what has the same time": {
      breaks: "lists everything exactly once in pages of 2, for any times",
      by: (log) => ({
        listByUser: (userId, limit, cursor) =>
          log.listByUser(userId, limit, cursor && { at: cursor.at, id: "" }),
      }),
    },
    "a cursor that repeats what has the same time": {
      breaks: "lists everything exactly once in pages of 3, for any times",
      by: (log) => ({
        listByUser: (userId, limit, cursor) =>
          log.listByUser(userId, limit, cursor && { at: cursor.at, id: "~" }),
      }),
    },
    "a cursor that is an entry": {
      breaks: "continues from a cursor whose entry was deleted, and skips entries added meanwhile",
      by: (log) => ({
        async listByUser(userId, limit, cursor) {
          const entries = await log.listByUser(userId, ALL);
          const start = cursor ? entries.findIndex(({ id }) => id === cursor.id) : -1;
          return cursor && start < 0 ? [] : entries.slice(start + 1, start + 1 + limit);
        },
      }),
    },
    "a list that begins again after its end": {
      breaks: "lists nothing after the oldest entry, and nothing for an unknown user",
      by: (log) => ({
        async listByUser(userId, limit, cursor) {
          const page = await log.listByUser(userId, limit, cursor);
          return page.length > 0 ? page : log.listByUser(userId, limit);
        },
      }),
    },
    "a cursor that chooses the user": {
      breaks: "lists no entry of another user, not even with that user's cursor",
      by(log) {
        const owners = new Map<string, string>();
        return {
          async record(entry) {
            owners.set(entry.id, entry.userId);
            await log.record(entry);
          },
          listByUser: (userId, limit, cursor) =>
            log.listByUser(owners.get(cursor?.id ?? "") ?? userId, limit, cursor),
        };
      },
    },
    "deleteBefore that removes entries at the time itself": {
      breaks: "removes the entries of all users from before a time, and keeps those at that time",
      by: (log) => ({
        deleteBefore: (before, limit) => log.deleteBefore(new Date(before.getTime() + 1), limit),
      }),
    },
    "deleteBefore without a bound": {
      breaks: "removes no more entries at once than the limit allows",
      by: (log) => ({ deleteBefore: (before) => log.deleteBefore(before, ALL) }),
    },
  },
  /^preserves (?!a moment)|pages of [17],/,
);
