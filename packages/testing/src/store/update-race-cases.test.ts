import type { SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describeMutations } from "../contract/describe-mutations.ts";
import { turn } from "../contract/turn.ts";
import { updateRaceCases } from "./update-race-cases.ts";

describeMutations<SessionStore>(updateRaceCases, createMemoryStore, {
  "update that compares in one step and writes in another": {
    breaks: "lets one of 64 concurrent updates succeed, and keeps what it wrote",
    by: compareThenWrite,
  },
  "update that reads a whole row and writes it back": {
    breaks: "never restores a session when an update races its delete",
    by: writeBack,
  },
  "update that restores what deleteByUser ended": {
    breaks: "never restores a session when updates race the end of all of a user's",
    by: writeBack,
  },
  "update that overwrites concurrent changes": {
    breaks: "loses no change of writers that retry after a conflict",
    by: compareThenWrite,
  },
  "update that admits one writer at a time": {
    breaks: "lets 64 concurrent updates of different sessions all succeed",
    by(store) {
      let busy = false;
      return {
        async update(id, version, changes) {
          if (busy) return "conflict";
          busy = true;
          await turn();
          busy = false;
          return store.update(id, version, changes);
        },
      };
    },
  },
});

function compareThenWrite(store: SessionStore): Partial<SessionStore> {
  return {
    async update(id, version, changes) {
      const record = await store.find(id);
      if (record?.version !== version) return record ? "conflict" : "missing";
      await turn();
      return store.update(id, (await store.find(id))?.version ?? version, changes);
    },
  };
}

function writeBack(store: SessionStore): Partial<SessionStore> {
  return {
    async update(id, version, changes) {
      const record = await store.find(id);
      if (record?.version !== version) return record ? "conflict" : "missing";
      await turn();
      await store.delete(id);
      await store.insert({ ...record, ...changes, version: version + 1 });
      return "updated";
    },
  };
}
