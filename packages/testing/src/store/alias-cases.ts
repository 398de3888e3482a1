import type { SessionRecord, SessionStore } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRecord, type OwnedRecord } from "../records/build-record.ts";

export const aliasCases: readonly ContractCase<SessionStore>[] = [
  {
    title: "is not affected by changes to a record after its insert",
    async run(store) {
      const record = sample();
      await store.insert(record);
      tamper(record);
      expect(await store.find(record.id)).toEqual(sample(record));
    },
  },
  {
    title: "is not affected by changes to data after an update",
    async run(store) {
      const record = buildRecord();
      await store.insert(record);
      const changed = sample(record);
      await store.update(record.id, 1, { data: changed.data });
      tamper(changed);
      expect(await store.find(record.id)).toEqual({ ...sample(record), version: 2 });
    },
  },
  {
    title: "is not affected by changes to a record that it returned",
    async run(store) {
      const record = sample();
      await store.insert(record);
      tamper(await store.find(record.id));
      const now = new Date(record.createdAt);
      for (const one of await store.findByUser(record.userId, now)) tamper(one);
      expect(await store.find(record.id)).toEqual(sample(record));
      expect(await store.findByUser(record.userId, now)).toEqual([sample(record)]);
    },
  },
];

/** A deep copy of the record. */
function sample({ id, userId, secretHash } = buildRecord()): OwnedRecord {
  return buildRecord({ id, userId, secretHash, data: { list: [1, { deep: true }], text: "a" } });
}

/** Changes every member that is not frozen. */
function tamper(record: SessionRecord | null): void {
  record?.createdAt.setTime(0);
  const list = record?.data.list as unknown[];
  for (const [target, name] of [
    [list[1], "deep"],
    [list, 0],
    [record?.data, "text"],
    [record, "ip"],
    [record, "version"],
  ] as [object, string][]) {
    Reflect.set(target, name, "tampered");
  }
}
