import type { SessionStore } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRecord } from "../records/build-record.ts";

const ROUNDS = 50;

export const updateRaceCases: readonly ContractCase<SessionStore>[] = [
  {
    title: "lets one of 64 concurrent updates succeed, and keeps what it wrote",
    async run(store) {
      const record = buildRecord();
      await store.insert(record);
      const answers = await Promise.all(
        Array.from({ length: 64 }, (_, i) => store.update(record.id, 1, { data: { i } })),
      );
      expect(answers.filter((answer) => answer === "updated")).toHaveLength(1);
      expect(answers.filter((answer) => answer === "conflict")).toHaveLength(63);
      const data = { i: answers.indexOf("updated") };
      expect(await store.find(record.id)).toEqual({ ...record, data, version: 2 });
    },
  },
  {
    title: "loses no change of writers that retry after a conflict",
    async run(store) {
      const { id } = await inserted(store, { data: { count: 0 } });
      await Promise.all(Array.from({ length: 8 }, () => increment(store, id)));
      expect(await store.find(id)).toMatchObject({ version: 9, data: { count: 8 } });
    },
  },
  {
    title: "lets 64 concurrent updates of different sessions all succeed",
    async run(store) {
      const records = await Promise.all(Array.from({ length: 64 }, () => inserted(store)));
      const answers = await Promise.all(
        records.map(({ id }, i) => store.update(id, 1, { data: { i } })),
      );
      expect(new Set(answers)).toEqual(new Set(["updated"]));
      const found = await Promise.all(records.map(({ id }) => store.find(id)));
      expect(found.map((record) => record?.data)).toEqual(records.map((_, i) => ({ i })));
    },
  },
  {
    title: "never restores a session when an update races its delete",
    async run(store) {
      for (let round = 0; round < ROUNDS; round++) {
        const { id } = await inserted(store);
        const update = () => store.update(id, 1, { ip: null });
        const remove = () => store.delete(id);
        const [first, second] = await Promise.all(
          round % 2 ? [update(), remove()] : [remove(), update()],
        );
        expect([first, second]).toContain(true);
        expect(["updated", "missing"]).toContain(round % 2 ? first : second);
        expect(await store.find(id)).toBeNull();
      }
    },
  },
  {
    title: "never restores a session when updates race the end of all of a user's",
    async run(store) {
      for (let round = 0; round < ROUNDS; round++) {
        const one = await inserted(store);
        const other = await inserted(store, { userId: one.userId });
        const [, removed] = await Promise.all([
          store.update(one.id, 1, { ip: null }),
          store.deleteByUser(one.userId),
          store.update(other.id, 1, { ip: null }),
        ]);
        expect([...removed].sort()).toEqual([one.id, other.id].sort());
        expect(await store.findByUser(one.userId, one.createdAt)).toEqual([]);
        expect(await store.find(other.id)).toBeNull();
      }
    },
  },
];

async function inserted(store: SessionStore, overrides: Parameters<typeof buildRecord>[0] = {}) {
  const record = buildRecord(overrides);
  await store.insert(record);
  return record;
}

async function increment(store: SessionStore, id: string): Promise<void> {
  const record = await store.find(id);
  if (!record) throw new Error("The session is gone.");
  const data = { count: Number(record.data.count) + 1 };
  if ((await store.update(id, record.version, { data })) !== "updated") await increment(store, id);
}
