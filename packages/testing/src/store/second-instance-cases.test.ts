import type { SessionRecord, SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { expect, it } from "vitest";
import { turn } from "../contract/turn.ts";
import { secondInstanceCases } from "./second-instance-cases.ts";

it("has no case if there is only one store", () => {
  expect(secondInstanceCases(undefined)).toEqual([]);
});

it("accepts stores that keep everything in one backend", async () => {
  const backend = createMemoryStore();
  for (const { run } of secondInstanceCases(() => backend)) await run({ ...backend });
});

it("creates the other store once", async () => {
  const backend = createMemoryStore();
  let made = 0;
  const cases = secondInstanceCases(() => {
    made++;
    return backend;
  });
  for (const { run } of cases) await run(backend);
  expect(made).toBe(1);
});

it.each<[string, string, (backend: SessionStore) => SessionStore]>([
  [
    "a lock inside one process",
    "lets one of 64 concurrent updates through two stores succeed",
    locked,
  ],
  [
    "a copy in memory that is read instead of the backend",
    "returns through one store at once what was written through another",
    copying,
  ],
  [
    "an update that writes back a whole row",
    "never restores a session when an update through one store races its end through another",
    writingBack,
  ],
])("tells %s", async (_, title, over) => {
  const backend = createMemoryStore();
  const broken = secondInstanceCases(() => over(backend)).find((one) => one.title === title);
  await expect(broken?.run(over(backend))).rejects.toThrow();
});

function locked(backend: SessionStore): SessionStore {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...backend,
    update(id, version, changes) {
      const mine = last.then(async () => {
        const record = await backend.find(id);
        if (record?.version !== version) return record ? "conflict" : "missing";
        await turn();
        return backend.update(id, (await backend.find(id))?.version ?? version, changes);
      });
      last = mine;
      return mine;
    },
  };
}

function copying(backend: SessionStore): SessionStore {
  const copies = new Map<string, SessionRecord>();
  return {
    ...backend,
    async find(id) {
      const record = copies.get(id) ?? (await backend.find(id));
      if (record) copies.set(id, record);
      return record;
    },
  };
}

function writingBack(backend: SessionStore): SessionStore {
  return {
    ...backend,
    async update(id, version, changes) {
      const record = await backend.find(id);
      if (record?.version !== version) return record ? "conflict" : "missing";
      await turn();
      await backend.delete(id);
      await backend.insert({ ...record, ...changes, version: version + 1 });
      return "updated";
    },
  };
}
