import type { SessionStore } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRecord } from "../records/build-record.ts";

const ROUNDS = 25;

/** Promises to an application of several processes: each has a store of its own over the one backend. */
export function peerCases(
  createPeer: (() => SessionStore | Promise<SessionStore>) | undefined,
): ContractCase<SessionStore>[] {
  if (!createPeer) return [];
  let made: Promise<SessionStore> | undefined;
  const peer = () => {
    made ??= Promise.resolve(createPeer());
    return made;
  };
  return cases.map(({ title, run }) => ({
    title,
    run: async (store) => run(store, await peer()),
  }));
}

interface PeerCase {
  readonly title: string;
  readonly run: (store: SessionStore, peer: SessionStore) => Promise<void>;
}

const cases: readonly PeerCase[] = [
  {
    title: "lets one of 64 updates win that race through two stores",
    async run(store, peer) {
      const record = buildRecord();
      await store.insert(record);
      const updates = Array.from({ length: 64 }, (_, i) =>
        (i % 2 ? peer : store).update(record.id, 1, { data: { i } }),
      );
      const answers = await Promise.all(updates);
      expect(answers.filter((answer) => answer === "updated")).toHaveLength(1);
      const data = { i: answers.indexOf("updated") };
      expect(await peer.find(record.id)).toEqual({ ...record, data, version: 2 });
    },
  },
  {
    title: "shows at once through one store what was done through another",
    async run(store, peer) {
      const record = buildRecord();
      const { id, userId, createdAt } = record;
      await store.insert(record);
      expect(await peer.find(id)).toEqual(record);
      expect(await peer.update(id, 1, { ip: null })).toBe("updated");
      expect(await store.find(id)).toEqual({ ...record, ip: null, version: 2 });
      expect(await store.update(id, 1, { ip: null })).toBe("conflict");
      expect(await store.delete(id)).toBe(true);
      expect(await peer.find(id)).toBeNull();
      expect(await peer.findByUser(userId, createdAt)).toEqual([]);
      expect(await peer.update(id, 2, { ip: null })).toBe("missing");
      expect(await peer.delete(id)).toBe(false);
    },
  },
  {
    title:
      "never brings a session back when an update through one store races its end through another",
    async run(store, peer) {
      for (let round = 0; round < ROUNDS; round++) {
        const { id, userId } = buildRecord();
        await store.insert(buildRecord({ id, userId }));
        const end = () => (round % 3 ? peer.delete(id) : peer.deleteByUser(userId));
        const update = () => store.update(id, 1, { ip: null });
        await Promise.all(round % 2 ? [end(), update()] : [update(), end()]);
        expect(await store.find(id)).toBeNull();
        expect(await peer.find(id)).toBeNull();
      }
    },
  },
];
