import type { SessionRecord, SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describeMutations } from "../contract/describe-mutations.ts";
import { updateCases } from "./update-cases.ts";

describeMutations<SessionStore>(updateCases, createMemoryStore, {
  "update that inserts": {
    breaks: "returns missing for an unknown id, and inserts nothing",
    by: (store) => ({
      async update(id, version, changes) {
        const answer = await store.update(id, version, changes);
        if (answer !== "missing") return answer;
        await store.insert({ id, userId: "?", version, ...changes } as SessionRecord);
        return "updated";
      },
    }),
  },
  "update that ignores the version": {
    breaks: "returns conflict for any version but the row's, and changes nothing",
    by: (store) => ({
      async update(id, version, changes) {
        const record = await store.find(id);
        return store.update(id, record?.version ?? version, changes);
      },
    }),
  },
  "update that reports a missing row as a conflict": {
    breaks: "returns missing after a delete, and does not restore the session",
    by: (store) => ({
      async update(id, version, changes) {
        const answer = await store.update(id, version, changes);
        return answer === "missing" ? "conflict" : answer;
      },
    }),
  },
  "update that drops a member": {
    breaks: "changes each member alone, keeps the others and increments the version by one",
    by: (store) => ({
      update: (id, version, { previousBranch, ...changes }) => store.update(id, version, changes),
    }),
  },
  "update that cannot set null": {
    breaks: "changes all members at once",
    by: (store) => ({
      update: (id, version, changes) =>
        store.update(
          id,
          version,
          Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null)),
        ),
    }),
  },
  "update that does nothing without changes": {
    breaks: "increments the version if nothing else is to change",
    by: (store) => ({
      async update(id, version, changes) {
        if (Object.keys(changes).length === 0) return "updated";
        return store.update(id, version, changes);
      },
    }),
  },
  "update that merges data": {
    breaks: "replaces data instead of merging it",
    by: (store) => ({
      async update(id, version, changes) {
        const old = await store.find(id);
        if (!changes.data) return store.update(id, version, changes);
        return store.update(id, version, { ...changes, data: { ...old?.data, ...changes.data } });
      },
    }),
  },
  "update of all sessions of the user": {
    breaks: "does not change the user's other sessions",
    by: (store) => ({
      async update(id, version, changes) {
        const record = await store.find(id);
        const all = await store.findByUser(record?.userId ?? "", new Date(0));
        for (const one of all) await store.update(one.id, version, changes);
        return "updated";
      },
    }),
  },
});
