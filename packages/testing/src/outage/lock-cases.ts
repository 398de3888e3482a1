import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import type { LockReport } from "./lock-subject.ts";

/** Every guarantee about a database whose write lock another connection holds, checked on one report. */
export const lockCases: ContractCase<LockReport>[] = [
  {
    title: "fails with session_store, or writes, while another connection holds the write lock",
    async run({ during, inFlight }) {
      const statuses = new Set(during.map(({ status }) => status));
      expect(statuses, "no write met the lock").toContain("session_store");
      const writes = [...during, ...inFlight];
      expect(writes.filter(({ status }) => !["done", "session_store"].includes(status))).toEqual(
        [],
      );
    },
  },
  {
    title: "releases the lock between its calls",
    async run({ lockError }) {
      expect(lockError).toBeUndefined();
    },
  },
  {
    title: "writes again after the lock is released, without a restart",
    async run({ afterwards }) {
      expect(afterwards.length).toBeGreaterThan(0);
      expect(afterwards.filter(({ status }) => status !== "done")).toEqual([]);
    },
  },
  {
    title: "has written every write that it confirmed, as a second connection reads it",
    async run({ during, inFlight, afterwards }) {
      const answered = [...during, ...inFlight, ...afterwards].filter(
        ({ status }) => status !== "session_store",
      );
      expect(answered.length).toBeGreaterThan(0);
      expect(answered.filter(({ found }) => !found)).toEqual([]);
    },
  },
];
