import type { UserJoin } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase, ContractOptions } from "../contract/contract.ts";
import { failureCases } from "../contract/failure-cases.ts";
import { buildRecord } from "../records/build-record.ts";
import { guestJoinCases } from "./guest-join-cases.ts";
import type { UserJoinSubject } from "./user-join-subject.ts";

/** The guarantees of `findWithUser`. A store's own tests show that it is one query. */
export function userJoinContract<User>(
  options: ContractOptions<UserJoin<User>> = {},
): ContractCase<UserJoinSubject<User>>[] {
  return [
    {
      title: "finds a session together with its user",
      async run({ store, insertUser }) {
        const { id: userId, user } = await insertUser();
        await insertUser();
        const record = buildRecord({ userId, data: { nested: [{ a: null }] } });
        await store.insert(record);
        expect(await store.findWithUser(record.id)).toEqual({ record, user });
      },
    },
    {
      title: "finds the same session as find does",
      async run({ store, insertUser }) {
        const record = buildRecord({ userId: (await insertUser()).id, ip: null });
        await store.insert(record);
        await store.update(record.id, 1, { generation: 2 });
        expect((await store.findWithUser(record.id))?.record).toEqual(await store.find(record.id));
      },
    },
    {
      title: "finds one user for each of several sessions",
      async run({ store, insertUser }) {
        const { id: userId, user } = await insertUser();
        const records = [buildRecord({ userId }), buildRecord({ userId })];
        for (const record of records) await store.insert(record);
        for (const record of records) {
          expect(await store.findWithUser(record.id)).toEqual({ record, user });
        }
      },
    },
    {
      title: "returns null for a deleted user, and still the session",
      async run({ store, insertUser }) {
        await insertUser();
        const record = buildRecord();
        await store.insert(record);
        expect(await store.findWithUser(record.id)).toEqual({ record, user: null });
      },
    },
    {
      title: "returns null without a session, even if the user exists",
      async run({ store, insertUser }) {
        const { id: userId } = await insertUser();
        expect(await store.findWithUser(buildRecord().id)).toBeNull();
        const record = buildRecord({ userId });
        await store.insert(record);
        await store.delete(record.id);
        expect(await store.findWithUser(record.id)).toBeNull();
        expect(await store.findWithUser("' OR '1'='1")).toBeNull();
      },
    },
    ...guestJoinCases<User>(),
    ...failureCases(options, { findWithUser: (store) => store.findWithUser("a") }),
  ];
}
