import { isDeepStrictEqual } from "node:util";
import { buildActivity } from "../records/build-activity.ts";
import { buildRecord } from "../records/build-record.ts";
import type { LockedStore } from "./lock-subject.ts";

/** One write, the answer of a healthy store, and a check through another connection that it was done. */
export interface PreparedWrite {
  readonly call: string;
  readonly isExpected: (answer: unknown) => boolean;
  readonly run: (store: LockedStore) => Promise<unknown>;
  readonly isDone: (peer: LockedStore) => Promise<boolean>;
}

/** Inserts the records that the writes change, and returns the writes, none of them sent yet. */
export async function prepareWrites(store: LockedStore): Promise<PreparedWrite[]> {
  const of = (prepare: (store: LockedStore) => Promise<PreparedWrite>) =>
    Promise.all(Array.from({ length: EACH }, () => prepare(store)));
  const writes = await Promise.all([of(insert), of(update), of(remove), of(removeByUser)]);
  const log = store.record ? [await of(record)] : [];
  return [...writes, ...log, [await removeExpired(store)]].flat();
}

/** Concurrent writes of each kind. */
const EACH = 3;

async function insert(): Promise<PreparedWrite> {
  const session = buildRecord();
  return {
    call: "insert",
    isExpected: (answer) => answer === undefined,
    run: (store) => store.insert(session),
    isDone: async (peer) => isDeepStrictEqual(await peer.find(session.id), session),
  };
}

async function update(store: LockedStore): Promise<PreparedWrite> {
  const session = buildRecord();
  await store.insert(session);
  const changes = { generation: 2, data: { changed: true } };
  return {
    call: "update",
    isExpected: (answer) => answer === "updated",
    run: (store) => store.update(session.id, 1, changes),
    isDone: async (peer) =>
      isDeepStrictEqual(await peer.find(session.id), { ...session, ...changes, version: 2 }),
  };
}

async function remove(store: LockedStore): Promise<PreparedWrite> {
  const session = buildRecord();
  await store.insert(session);
  return {
    call: "delete",
    isExpected: (answer) => answer === true,
    run: (store) => store.delete(session.id),
    isDone: async (peer) => (await peer.find(session.id)) === null,
  };
}

async function removeByUser(store: LockedStore): Promise<PreparedWrite> {
  const [session, other] = [buildRecord(), buildRecord()];
  await store.insert(session);
  await store.insert({ ...other, userId: session.userId });
  return {
    call: "deleteByUser",
    isExpected: (answer) => isDeepStrictEqual(answer, [session.id]),
    run: (store) => store.deleteByUser(session.userId, other.id),
    isDone: async (peer) => (await peer.find(session.id)) === null,
  };
}

async function removeExpired(store: LockedStore): Promise<PreparedWrite> {
  const session = buildRecord({ createdAt: new Date("2000-01-01T00:00:00.000Z") });
  await store.insert(session);
  return {
    call: "deleteExpired",
    // The call of another round may have removed it already; then this one removes 0.
    isExpected: (answer) => typeof answer === "number",
    run: (store) => store.deleteExpired(new Date("2001-01-01T00:00:00.000Z"), 100),
    isDone: async (peer) => (await peer.find(session.id)) === null,
  };
}

async function record(): Promise<PreparedWrite> {
  const entry = buildActivity();
  return {
    call: "record",
    isExpected: (answer) => answer === undefined,
    run: async (store) => store.record?.(entry),
    isDone: async (peer) => isDeepStrictEqual(await peer.listByUser?.(entry.userId, 9), [entry]),
  };
}
