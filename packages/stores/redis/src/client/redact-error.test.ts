import { inspect } from "node:util";
import { buildActivity, buildRecord } from "@sessionkit/testing";
import { Cluster } from "ioredis";
import { describe, expect, it, onTestFinished } from "vitest";
import { clients } from "../../test/clients/clients.ts";
import { connectToServer } from "../../test/connect.ts";
import { createKeys } from "../records/keys.ts";
import { createRedisStore } from "../store/create-redis-store.ts";
import type { RedisClient } from "./redis-client.ts";

const { redis, client, server } = await connectToServer();
const other = await connectToServer("--replicaof", "127.0.0.1", `${server.port}`);
const keys = createKeys("sessionkit:");
const record = buildRecord({ data: { note: "for-no-eyes" } });
const now = new Date();

// The replica needs the session: commands for a missing key do not fail.
await openStore(redis).insert(record);
await redis.wait(1, 0);

const secrets = [record.id, record.userId, record.secretHash, "for-no-eyes", "203.0.113.7"];

type Store = ReturnType<typeof openStore>;

const writes: [string, (store: Store) => Promise<unknown>][] = [
  ["insert", (store) => store.insert(record)],
  ["update", (store) => store.update(record.id, 1, { data: record.data })],
  ["delete", (store) => store.delete(record.id)],
  ["record", (store) => store.record(buildActivity({ ...record, at: now, type: "revoked" }))],
];
const verbs: typeof writes = [
  ...writes,
  ["find", (store) => store.find(record.id)],
  ["findByUser", (store) => store.findByUser(record.userId, now)],
  ["deleteByUser", (store) => store.deleteByUser(record.userId)],
  ["listByUser", (store) => store.listByUser(record.userId, 1)],
  ["deleteBefore", (store) => store.deleteBefore(now, 1)],
];

function openStore(client: RedisClient) {
  return createRedisStore(client, { activity: true });
}

async function failureOf(answer: Promise<unknown>): Promise<Error> {
  return answer.then(
    (value) => new Error(`Resolved to ${JSON.stringify(value)}.`),
    (error: Error) => error,
  );
}

/** Everything that a logger could write. */
function shown(error: Error): string {
  return inspect(error, { depth: null, showHidden: true });
}

describe("an error", () => {
  it.each(writes)(
    "of %s on a read-only server names the cause and contains no value",
    async (_, verb) => {
      const error = await failureOf(verb(openStore(other.client)));
      expect(error).toMatchObject({ code: "session_store", cause: { name: clients.replyError } });
      expect(error.cause).toMatchObject({ message: expect.stringMatching(/READONLY/) });
      for (const secret of secrets) expect(shown(error)).not.toContain(secret);
    },
  );

  it.each(verbs)(
    "of %s without permission names the cause and contains no value",
    async (_, verb) => {
      await redis.acl("SETUSER", "default", "-@all", "+acl");
      const error = await failureOf(verb(openStore(client)));
      await redis.acl("SETUSER", "default", "+@all");
      expect(error).toMatchObject({ code: "session_store", cause: { name: clients.replyError } });
      expect(error.cause).toMatchObject({ message: expect.stringMatching(/NOPERM/) });
      for (const secret of secrets) expect(shown(error)).not.toContain(secret);
    },
  );

  it.each([
    ["client", clients.closed()],
    ["Sentinel client", clients.closedSentinel()],
    ["Cluster client", clients.closedCluster()],
  ])("of a %s that is not connected names the cause", async (_, closed) => {
    const error = await failureOf(openStore(closed).find(record.id));
    expect(error).toMatchObject({ code: "session_store" });
    expect(error.cause).toMatchObject({ message: expect.stringMatching(/closed/) });
  });

  it.runIf(clients.library === "ioredis")("of an unreachable Cluster names the cause", async () => {
    const cluster = new Cluster([{ host: "127.0.0.1", port: 1 }], {
      clusterRetryStrategy: () => null,
    });
    cluster.on("error", () => {
      // Without a listener, ioredis writes it to the console.
    });
    onTestFinished(() => cluster.disconnect());
    const error = await failureOf(openStore(cluster).find(record.id));
    expect(error).toMatchObject({ code: "session_store", cause: expect.any(Error) });
    expect(shown(error)).toMatch(/startup nodes/);
  });

  it.each([
    ["text that is not a record", `{"secret":"for-no-eyes"}`],
    ["text that is not JSON", "for-no-eyes"],
    ["a record in another format", `[2,"for-no-eyes"]`],
    ["a number", "1"],
  ])("for %s contains no part of it", async (_, text) => {
    const { revocations } = keys;
    await redis.set(keys.session("broken"), text);
    await redis.zadd(keys.log("broken"), 1, "id");
    await redis.hset(keys.entries("broken"), "id", text);
    await redis.xadd(revocations, "*", "id", "id", "until", "9e15", "entry", text);
    const store = openStore(client);
    const reads = [
      store.find("broken"),
      store.listByUser("broken", 1),
      store.readRevocations(null, 1),
    ];
    for (const error of await Promise.all(reads.map(failureOf))) {
      expect(error).toMatchObject({ code: "session_store", cause: { name: "TypeError" } });
      expect(shown(error)).toMatch(/not a record in the format of this version/);
      expect(shown(error)).not.toContain("for-no-eyes");
    }
  });
});
