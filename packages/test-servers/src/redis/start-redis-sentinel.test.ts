import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { waitUntil } from "../process/wait-until.ts";
import { sendCommand } from "./send-command.ts";
import { type OwnRedisSentinel, startRedisSentinel } from "./start-redis-sentinel.ts";

let own: OwnRedisSentinel;

beforeAll(async () => {
  own = await startRedisSentinel();
}, 60_000);

afterAll(() => own.close());

it("returns the primary from the sentinels, and replicates writes", async () => {
  const client = connect();
  await client.set("a", "1");
  expect(client.stream.remotePort).toBe(own.primary.port);
  await waitUntil(
    "the replica",
    async () => (await sendCommand(own.replica.url, "GET", "a")) === "1",
  );
});

it("promotes the replica if the primary is killed, and accepts it again as a replica", async () => {
  const client = connect();
  await client.set("kept", "before");
  expect(await client.wait(1, 0)).toBe(1);
  await own.primary.kill();
  await own.failOver();
  expect(await hasRole(own.replica.url, "master")).toBe(true);
  expect(await client.get("kept")).toBe("before");
  await own.primary.start();
  await waitUntil("its return as a replica", () => hasRole(own.primary.url, "slave"));
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
  return String(await sendCommand(url, "ROLE")).startsWith(role);
}
