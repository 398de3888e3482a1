import type { SessionChanges, SessionStore } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRecord } from "../records/build-record.ts";

const changes: Required<SessionChanges> = {
  secretHash: "x".repeat(43),
  generation: 2,
  branch: 3,
  previousBranch: 4,
  rotatedAt: new Date("2100-01-02T00:00:00.001Z"),
  renewedAt: new Date("2100-01-02T00:00:00.007Z"),
  siblingsFrom: 7,
  siblingsHeld: true,
  seenGeneration: 5,
  seenBranch: 6,
  firstSeenAt: new Date("2100-01-02T00:00:00.002Z"),
  settledAt: new Date("2100-01-02T00:00:00.008Z"),
  authenticatedAt: new Date("2100-01-02T00:00:00.003Z"),
  previousAuthenticatedAt: new Date("2100-01-02T00:00:00.009Z"),
  lastActiveAt: new Date("2100-01-02T00:00:00.004Z"),
  idleExpiresAt: new Date("2100-01-20T00:00:00.005Z"),
  absoluteExpiresAt: new Date("2100-02-20T00:00:00.006Z"),
  idleSeconds: 60,
  remember: false,
  ip: null,
  userAgent: null,
  label: "Kitchen tablet",
  boundKey: '{"kty":"EC"}',
  data: { theme: "dark", tags: ["a", { b: null }] },
};

export const updateCases: readonly ContractCase<SessionStore>[] = [
  {
    title: "changes each member alone, keeps the others and increments the version by one",
    async run(store) {
      let expected = buildRecord({ data: { old: true } });
      await store.insert(expected);
      for (const [name, value] of Object.entries(changes)) {
        expect(await store.update(expected.id, expected.version, { [name]: value })).toBe(
          "updated",
        );
        expected = { ...expected, [name]: value, version: expected.version + 1 };
        expect(await store.find(expected.id)).toEqual(expected);
      }
    },
  },
  {
    title: "changes all members at once",
    async run(store) {
      const record = buildRecord({ version: 41 });
      await store.insert(record);
      expect(await store.update(record.id, 41, changes)).toBe("updated");
      expect(await store.find(record.id)).toEqual({ ...record, ...changes, version: 42 });
    },
  },
  {
    title: "increments the version if nothing else is to change",
    async run(store) {
      const record = buildRecord();
      await store.insert(record);
      expect(await store.update(record.id, 1, {})).toBe("updated");
      expect(await store.find(record.id)).toEqual({ ...record, version: 2 });
    },
  },
  {
    title: "replaces data instead of merging it",
    async run(store) {
      const record = buildRecord({ data: { old: 1, nested: { old: 1 } } });
      await store.insert(record);
      await store.update(record.id, 1, { data: { nested: { new: 2 } } });
      expect((await store.find(record.id))?.data).toEqual({ nested: { new: 2 } });
    },
  },
  {
    title: "returns conflict for any version but the row's, and changes nothing",
    async run(store) {
      const record = buildRecord({ version: 5 });
      await store.insert(record);
      for (const version of [4, 6, 1, 0]) {
        expect(await store.update(record.id, version, { ip: null })).toBe("conflict");
      }
      expect(await store.find(record.id)).toEqual(record);
    },
  },
  {
    title: "returns missing for an unknown id, and inserts nothing",
    async run(store) {
      const { id } = buildRecord();
      expect(await store.update(id, 1, changes)).toBe("missing");
      expect(await store.find(id)).toBeNull();
    },
  },
  {
    title: "returns missing after a delete, and does not restore the session",
    async run(store) {
      const record = buildRecord();
      await store.insert(record);
      await store.delete(record.id);
      expect(await store.update(record.id, record.version, changes)).toBe("missing");
      expect(await store.find(record.id)).toBeNull();
      expect(await store.findByUser(record.userId, record.createdAt)).toEqual([]);
    },
  },
  {
    title: "does not change the user's other sessions",
    async run(store) {
      const record = buildRecord();
      const other = buildRecord({ userId: record.userId });
      await store.insert(record);
      await store.insert(other);
      await store.update(record.id, 1, changes);
      expect(await store.find(other.id)).toEqual(other);
    },
  },
];
