import type { SessionStore } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRecord } from "../records/build-record.ts";

/**
 * Times around the clock changes in New York: as local text without an offset the first two are equal, and, read as
 * local time, the third and fourth do not exist.
 */
const dates = {
  createdAt: new Date("2100-11-07T05:30:00.123Z"),
  lastActiveAt: new Date("2100-11-07T06:30:00.123Z"),
  rotatedAt: new Date("2100-03-14T02:30:00.456Z"),
  settledAt: new Date("2100-03-14T07:30:00.789Z"),
};

export const timeZoneCases: readonly ContractCase<SessionStore>[] = [
  {
    title: "preserves times around a change to or from daylight saving time",
    async run(store) {
      const record = buildRecord(dates);
      await inZone("America/New_York", async () => {
        await store.insert(record);
        expect(await store.find(record.id)).toEqual(record);
      });
    },
  },
  {
    title: "returns the same times to a server in another time zone",
    async run(store) {
      const record = buildRecord(dates);
      await inZone("America/New_York", () => store.insert(record));
      await inZone("Asia/Kathmandu", async () => {
        expect(await store.find(record.id)).toEqual(record);
        await store.update(record.id, 1, { settledAt: dates.lastActiveAt });
      });
      const updated = { ...record, settledAt: dates.lastActiveAt, version: 2 };
      expect(await store.find(record.id)).toEqual(updated);
    },
  },
  {
    title: "expires sessions at the same time in every time zone",
    async run(store) {
      const end = dates.createdAt;
      const record = buildRecord({ createdAt: new Date("2100-11-01"), idleExpiresAt: end });
      await inZone("America/New_York", () => store.insert(record));
      await inZone("Asia/Kathmandu", async () => {
        const before = new Date(end.getTime() - 1);
        expect(await store.findByUser(record.userId, before)).toEqual([record]);
        expect(await store.findByUser(record.userId, end)).toEqual([]);
      });
    },
  },
];

/** Runs as on a machine in that zone. Node applies the variable at once, except in a worker thread. */
async function inZone(zone: string, run: () => Promise<void>): Promise<void> {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    await run();
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
}
