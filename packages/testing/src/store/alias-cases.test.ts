import type { JsonObject, SessionRecord, SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describeMutations } from "../contract/describe-mutations.ts";
import { aliasCases } from "./alias-cases.ts";

const updated = new Map<string, JsonObject>();

describeMutations<SessionStore>(aliasCases, createMemoryStore, {
  "records that are the caller's own": {
    breaks: "is not affected by changes to a record after its insert",
    by: aliases,
  },
  "records that are the store's own": {
    breaks: "is not affected by changes to a record that it returned",
    by: aliases,
  },
  "data that is the caller's own": {
    breaks: "is not affected by changes to data after an update",
    by: (store) => ({
      async find(id) {
        const record = await store.find(id);
        return record && { ...record, data: updated.get(id) ?? record.data };
      },
      async update(id, version, changes) {
        if (changes.data) updated.set(id, changes.data);
        return store.update(id, version, changes);
      },
    }),
  },
});

/** Returns the very objects that were inserted. */
function aliases(): Partial<SessionStore> {
  const records = new Map<string, SessionRecord>();
  return {
    async insert(record) {
      records.set(record.id, record);
    },
    find: async (id) => records.get(id) ?? null,
    findByUser: async (userId) => [...records.values()].filter((one) => one.userId === userId),
  };
}
