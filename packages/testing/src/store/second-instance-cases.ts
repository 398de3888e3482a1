import type { SessionStore } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRecord } from "../records/build-record.ts";

const ROUNDS = 25;

/** Guarantees for an application of several processes, each with its own store over the same backend. */
export function secondInstanceCases(
  createPeer: (() => SessionStore | Promise<SessionStore>) | undefined,
): ContractCase<SessionStore>[] {
  if (!createPeer) return [];
  let made: Promise<SessionStore> | undefined;
  const second = () => {
    made ??= Promise.resolve(createPeer());
    return made;
  };
  return cases.map(({ title, run }) => ({
    title,
    run: async (store) => run(store, await second()),
  }));
}

interface PeerCase {
  readonly title: string;
  readonly run: (store: SessionStore, second: SessionStore) => Promise<void>;
}

const cases: readonly PeerCase[] = [
  {
    title: "lets one of 64 concurrent updates through two stores succeed",
    async run(store, second) {
      const record = buildRecord();
      await store.insert(record);
      const updates = Array.from({ length: 64 }, (_, i) =>
        (i % 2 ? second : store).update(record.id, 1, { data: { i } }),
      );
      const answers = await Promise.all(updates);
      expect(answers.filter((answer) => answer === "updated")).toHaveLength(1);
      const data = { i: answers.indexOf("updated") };
      expect(await second.find(record.id)).toEqual({ ...record, data, version: 2 });
    },
  },
  {
    title: "returns through one store at once what was written through another",
    async run(store, second) {
      const record = buildRecord();
      const { id, userId, createdAt } = record;
      await store.insert(record);
      expect(await second.find(id)).toEqual(record);
      expect(await second.update(id, 1, { ip: null })).toBe("updated");
      expect(await store.find(id)).toEqual({ ...record, ip: null, version: 2 });
      expect(await store.update(id, 1, { ip: null })).toBe("conflict");
      expect(await store.delete(id)).toBe(true);
      expect(await second.find(id)).toBeNull();
      expect(await second.findByUser(userId, createdAt)).toEqual([]);
      expect(await second.update(id, 2, { ip: null })).toBe("missing");
      expect(await second.delete(id)).toBe(false);
    },
  },
  {
    title:
      "never restores a session when an update through one store races its end through another",
    async run(store, second) {
      for (let round = 0; round < ROUNDS; round++) {
        const { id, userId } = buildRecord();
        await store.insert(buildRecord({ id, userId }));
        const end = () => (round % 3 ? second.delete(id) : second.deleteByUser(userId));
        const update = () => store.update(id, 1, { ip: null });
        await Promise.all(round % 2 ? [end(), update()] : [update(), end()]);
        expect(await store.find(id)).toBeNull();
        expect(await second.find(id)).toBeNull();
      }
    },
  },
];
