import type { SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describeMutations } from "../contract/describe-mutations.ts";
import { turn } from "../contract/turn.ts";
import { insertCases } from "./insert-cases.ts";

describeMutations<SessionStore>(insertCases, createMemoryStore, {
  "insert that overwrites": {
    breaks: "rejects a second insert of an id with session_store and keeps the first",
    by: (store) => ({
      async insert(record) {
        await store.delete(record.id);
        await store.insert(record);
      },
    }),
  },
  "insert that ignores a duplicate": {
    breaks: "rejects a second insert of an id with session_store and keeps the first",
    by: (store) => ({
      async insert(record) {
        if (!(await store.find(record.id))) await store.insert(record);
      },
    }),
  },
  "insert that rejects a duplicate with an error of its own": {
    breaks: "rejects a second insert of an id with session_store and keeps the first",
    by: (store) => ({
      insert: (record) =>
        store.insert(record).catch(() => {
          throw new Error("UNIQUE constraint failed");
        }),
    }),
  },
  "insert that looks before it writes": {
    breaks: "lets one of 64 concurrent inserts of one id succeed, with its complete record",
    by: (store) => ({
      async insert(record) {
        const found = await store.find(record.id);
        await turn();
        if (found) return store.insert(record);
        await store.delete(record.id);
        await store.insert(record);
      },
    }),
  },
  "ids without case": {
    breaks: "keeps sessions apart whose ids differ in case only",
    by: (store) => ({
      insert: (record) => store.insert({ ...record, id: record.id.toLowerCase() }),
      find: (id) => store.find(id.toLowerCase()),
      delete: (id) => store.delete(id.toLowerCase()),
    }),
  },
  "find that always returns null": {
    breaks: "finds a session after its insert, and returns null before",
    by: () => ({ find: async () => null }),
  },
});
