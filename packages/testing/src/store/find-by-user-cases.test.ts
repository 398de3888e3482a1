import type { SessionRecord, SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describeMutations } from "../contract/describe-mutations.ts";
import { buildRecord } from "../records/build-record.ts";
import { findByUserCases } from "./find-by-user-cases.ts";

describeMutations<SessionStore>(
  findByUserCases,
  createMemoryStore,
  {
    "findByUser without an order": {
      breaks: "lists the sessions of a user, the newest first",
      by: (store) => ({
        findByUser: async (userId, now) => (await store.findByUser(userId, now)).reverse(),
      }),
    },
    "findByUser that lists the expired": {
      breaks: "omits sessions expired by either limit, also at exactly that time",
      by: (store) => ({ findByUser: (userId) => store.findByUser(userId, new Date(0)) }),
    },
    "findByUser that lists what expires now": {
      breaks: "omits sessions expired by either limit, also at exactly that time",
      by: (store) => ({
        findByUser: (userId, now) => store.findByUser(userId, new Date(now.getTime() - 1)),
      }),
    },
    "findByUser that uses its own clock only": {
      breaks: "omits sessions expired by either limit, also at exactly that time",
      by: (store) => ({ findByUser: (userId) => store.findByUser(userId, new Date()) }),
    },
    "findByUser of one page": {
      breaks: "lists every one of 100 sessions",
      by: (store) => ({
        findByUser: async (userId, now) => (await store.findByUser(userId, now)).slice(0, 50),
      }),
    },
    "users without case": {
      breaks: "keeps apart users whose ids differ in case, accents, spaces or wildcards only",
      by: (store) => ({
        insert: (record) =>
          store.insert({ ...record, userId: record.userId?.toLowerCase() ?? null }),
        findByUser: (userId, now) => store.findByUser(userId.toLowerCase(), now),
      }),
    },
    "an order by second": {
      breaks: "distinguishes sessions a millisecond apart",
      by: (store) => ({
        findByUser: async (userId, now) =>
          (await store.findByUser(userId, now)).reverse().sort((a, b) => secondOf(b) - secondOf(a)),
      }),
    },
    "findByUser that lists all sessions if a user has none": {
      breaks: "lists nothing for a user without sessions",
      by: () => ({ findByUser: async () => [buildRecord()] }),
    },
    "expiry that is set at the insert only": {
      breaks: "lists a session by the expiry that an update set",
      by: (store) => ({
        update: (id, version, { idleExpiresAt, ...changes }) => store.update(id, version, changes),
      }),
    },
  },
  /^keeps apart users whose ids have/,
);

function secondOf(record: SessionRecord): number {
  return Math.floor(record.createdAt.getTime() / 1000);
}
