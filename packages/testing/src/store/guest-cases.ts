import type { SessionStore } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildGuest } from "../records/build-record.ts";

/** Sessions of guests: they have no user until a user signs in. */
export const guestCases: readonly ContractCase<SessionStore>[] = [
  {
    title: "preserves a session without a user, also when it changes",
    async run(store) {
      const record = buildGuest({ data: { basket: [7] } });
      await store.insert(record);
      expect(await store.find(record.id)).toEqual(record);
      expect(await store.update(record.id, 1, { absoluteExpiresAt: record.idleExpiresAt })).toBe(
        "updated",
      );
      expect(await store.find(record.id)).toEqual({
        ...record,
        absoluteExpiresAt: record.idleExpiresAt,
        version: 2,
      });
    },
  },
  {
    title: "removes a session without a user once",
    async run(store) {
      const record = buildGuest();
      await store.insert(record);
      expect(await store.delete(record.id)).toBe(true);
      expect(await store.delete(record.id)).toBe(false);
      expect(await store.find(record.id)).toBeNull();
    },
  },
  {
    title: "counts a session without a user as no session of any user",
    async run(store) {
      const record = buildGuest();
      await store.insert(record);
      for (const userId of ["null", "undefined", "", "0"]) {
        const found = await store.findByUser(userId, record.createdAt);
        expect(found.map(({ id }) => id)).not.toContain(record.id);
        expect(await store.deleteByUser(userId)).not.toContain(record.id);
      }
      expect(await store.find(record.id)).toEqual(record);
    },
  },
];
