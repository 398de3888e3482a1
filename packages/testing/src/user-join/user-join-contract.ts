import type { SessionStore, UserJoin } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase, ContractOptions } from "../contract/contract.ts";
import { failureCases } from "../contract/failure-cases.ts";
import { buildRecord } from "../records/build-record.ts";

/** A store that sees a user table, and a way to put a user there. */
export interface UserJoinSubject<User> {
  readonly store: SessionStore & UserJoin<User>;
  /** Puts a new user into the table; returns its id as sessions hold it, and the user as the store shall give it. */
  readonly insertUser: () => Promise<{ id: string; user: User }>;
}

/** The promises of `findWithUser`. That it is one query is for the store's own tests. */
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
      title: "gives null for a user who is gone, and still the session",
      async run({ store, insertUser }) {
        await insertUser();
        const record = buildRecord();
        await store.insert(record);
        expect(await store.findWithUser(record.id)).toEqual({ record, user: null });
      },
    },
    {
      title: "answers null where there is no session, even where there is a user",
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
    ...failureCases(options, { findWithUser: (store) => store.findWithUser("a") }),
  ];
}
