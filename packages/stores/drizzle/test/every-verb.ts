import type { ActivityLog, RevocationFeed, SessionStore, UserJoin } from "@sessionkit/core";
import { buildActivity, buildRevocation, type OwnedRecord } from "@sessionkit/testing";

export type FullStore = SessionStore & ActivityLog & RevocationFeed & UserJoin<unknown>;

export interface VerbCall {
  readonly name: string;
  readonly call: (store: FullStore) => Promise<unknown>;
  /** The number of statements with RETURNING. `onMysql`: without it, if different. */
  readonly statements: number;
  readonly onMysql?: number;
}

const now = new Date("2100-01-02T00:00:00.000Z");

/** All verbs, in the order of a session's life. The user has `others` other sessions. */
export function everyVerb(record: OwnedRecord, others: number): VerbCall[] {
  const { id, userId } = record;
  return [
    { name: "insert", call: (store) => store.insert(record), statements: 1 },
    { name: "find", call: (store) => store.find(id), statements: 1 },
    { name: "findWithUser", call: (store) => store.findWithUser(id), statements: 1 },
    {
      name: "update that succeeds",
      call: (store) => store.update(id, 1, { ip: null }),
      statements: 1,
    },
    {
      name: "update that conflicts",
      call: (store) => store.update(id, 1, { ip: null }),
      statements: 2,
    },
    { name: "findByUser", call: (store) => store.findByUser(userId, now), statements: 1 },
    { name: "record", call: (store) => store.record(buildActivity()), statements: 1 },
    { name: "listByUser", call: (store) => store.listByUser(userId, 10), statements: 1 },
    {
      name: "listByUser from a cursor",
      call: (store) => store.listByUser(userId, 10, buildActivity()),
      statements: 1,
    },
    { name: "deleteBefore", call: (store) => store.deleteBefore(new Date(0), 10), statements: 1 },
    {
      name: "publishRevocation",
      call: (store) => store.publishRevocation(buildRevocation()),
      statements: 1,
    },
    { name: "readRevocations", call: (store) => store.readRevocations(null, 10), statements: 1 },
    {
      name: "deleteRevocations",
      call: (store) => store.deleteRevocations(new Date(0), 10),
      statements: 1,
    },
    { name: "delete", call: (store) => store.delete(id), statements: 1 },
    {
      name: "deleteByUser",
      call: (store) => store.deleteByUser(userId, "other"),
      statements: 1,
      onMysql: 1 + others,
    },
    {
      name: "deleteExpired",
      call: (store) => store.deleteExpired(new Date(0), 10),
      statements: 1,
      onMysql: 2,
    },
  ];
}
