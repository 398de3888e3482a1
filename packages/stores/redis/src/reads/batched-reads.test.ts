import { buildRecord } from "@sessionkit/testing";
import { expect, it } from "vitest";
import { connectToServer } from "../../test/connect.ts";
import { createRedisStore } from "../store/create-redis-store.ts";

const { redis, client } = await connectToServer();
const store = createRedisStore(client, { checkPolicy: false });

/** How many commands of each kind the server ran during `run`. */
async function commandsOf(run: () => Promise<void>): Promise<Record<string, number>> {
  await redis.config("RESETSTAT");
  await run();
  const stats = await redis.info("commandstats");
  const counts = Array.from(stats.matchAll(/cmdstat_(m?get):calls=(\d+)/g));
  return Object.fromEntries(counts.map(([, command, calls]) => [command, Number(calls)]));
}

async function insertMany(count: number) {
  const records = Array.from({ length: count }, () => buildRecord());
  await Promise.all(records.map((record) => store.insert(record)));
  return records;
}

it("sends one MGET for 64 reads in one tick", async () => {
  const records = await insertMany(64);
  const commands = await commandsOf(async () => {
    expect(await Promise.all(records.map(({ id }) => store.find(id)))).toEqual(records);
  });
  expect(commands).toEqual({ mget: 1 });
});

it("sends a GET for a single read", async () => {
  const [record] = await insertMany(1);
  const commands = await commandsOf(async () => {
    expect(await store.find(record?.id ?? "")).toEqual(record);
  });
  expect(commands).toEqual({ get: 1 });
});

it("sends one more MGET for reads from other callbacks while the first command is in flight", async () => {
  const records = await insertMany(64);
  const commands = await commandsOf(async () => {
    const found = records.map(
      ({ id }) =>
        // Each in a separate callback, like requests on different sockets.
        new Promise((resolve) => setImmediate(() => resolve(store.find(id)))),
    );
    expect(await Promise.all(found)).toEqual(records);
  });
  expect(commands).toEqual({ get: 1, mget: 1 });
});

it("reads at most 1000 keys per command", async () => {
  const records = await insertMany(2_001);
  const commands = await commandsOf(async () => {
    expect(await Promise.all(records.map(({ id }) => store.find(id)))).toEqual(records);
  });
  expect(commands).toEqual({ mget: 2, get: 1 });
});

it("returns separate records to concurrent readers of one session", async () => {
  const [record] = await insertMany(1);
  const id = record?.id ?? "";
  const [one, other, absent] = await Promise.all([id, id, "absent"].map((id) => store.find(id)));
  one?.createdAt.setTime(0);
  expect(other).toEqual(record);
  expect(absent).toBeNull();
});

it("rejects all reads of a failed batch, and recovers", async () => {
  const [record] = await insertMany(1);
  const id = record?.id ?? "";
  await redis.acl("SETUSER", "default", "-mget", "-get");
  const answers = await Promise.allSettled([id, id, "absent"].map((id) => store.find(id)));
  await expect(store.find(id)).rejects.toMatchObject({ code: "session_store" });
  await redis.acl("SETUSER", "default", "+@all");
  for (const answer of answers) {
    expect(answer).toMatchObject({ status: "rejected", reason: { code: "session_store" } });
  }
  expect(await store.find(id)).toEqual(record);
});

it.each([
  ["ioredis", { call: throws }],
  ["node-redis", { isOpen: true, sendCommand: throws }],
])("rejects all reads if a client like one of %s throws", async (_, client) => {
  const broken = createRedisStore(client);
  for (const ids of [["a"], ["a", "b"]]) {
    const answers = await Promise.allSettled(ids.map((id) => broken.find(id)));
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => "rejected"));
  }
});

function throws(): never {
  throw new Error("The client threw.");
}
