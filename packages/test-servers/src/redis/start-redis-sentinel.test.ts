import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { until } from "../process/until.ts";
import { askRedis } from "./ask-redis.ts";
import { type OwnRedisSentinel, startRedisSentinel } from "./start-redis-sentinel.ts";

let own: OwnRedisSentinel;

beforeAll(async () => {
  own = await startRedisSentinel();
}, 60_000);

afterAll(() => own.close());

it("names the primary to whoever asks a sentinel, and writes reach the replica", async () => {
  const client = connect();
  await client.set("a", "1");
  expect(client.stream.remotePort).toBe(own.primary.port);
  await until("the replica", async () => (await askRedis(own.replica.url, "GET", "a")) === "1");
});

it("goes on with the replica when the primary is killed, and takes it back as a replica", async () => {
  const client = connect();
  await client.set("kept", "before");
  expect(await client.wait(1, 0)).toBe(1);
  await own.primary.kill();
  await own.failOver();
  expect(await hasRole(own.replica.url, "master")).toBe(true);
  expect(await client.get("kept")).toBe("before");
  await own.primary.start();
  await until("its return as a replica", () => hasRole(own.primary.url, "slave"));
});

function connect(): Redis {
  const client = new Redis({
    name: own.name,
    sentinels: own.sentinels.map(({ port }) => ({ port, host: "127.0.0.1" })),
    sentinelRetryStrategy: () => 50,
    retryStrategy: () => 50,
    maxRetriesPerRequest: null,
  });
  client.on("error", () => undefined);
  onTestFinished(() => client.disconnect());
  return client;
}

async function hasRole(url: string, role: string): Promise<boolean> {
  return String(await askRedis(url, "ROLE")).startsWith(role);
}
