import { startRedisCluster, startRedisSentinel, useRedis } from "@sessionkit/test-servers";
import { expect, test } from "vitest";
import { openStore } from "../src/sessions/open-store.ts";
import { ADA, inProcess } from "./support/in-process.ts";

/** Signs in through one instance of the store, and finds the session through another. */
async function keepsSessions(url: string, kind: string): Promise<void> {
  const prefix = "hono-edge:";
  const [one, other] = [openStore(url, prefix), openStore(url, prefix)];
  try {
    expect(one.kind).toBe(kind);
    const { rpc } = inProcess({ store: one.store }).browser();
    const answer = await rpc["sign-in"].$post({ json: ADA });
    if (answer.status !== 200) throw new Error(`Signing in answered ${answer.status}.`);
    const { session } = await answer.json();
    expect(await other.store.find(session)).toMatchObject({ id: session, userId: "ada" });
    expect(await one.store.delete(session)).toBe(true);
    expect(await other.store.find(session)).toBeNull();
  } finally {
    one.close();
    other.close();
  }
}

test("keeps sessions on one server", async () => {
  const redis = await useRedis();
  await keepsSessions(redis.url, "Redis");
  await redis.close();
});

test("keeps sessions behind Sentinels", async () => {
  const { sentinels, name, close } = await startRedisSentinel();
  const hosts = sentinels.map(({ port }) => `127.0.0.1:${port}`).join(",");
  await keepsSessions(`redis+sentinel://${hosts}/${name}`, "Redis Sentinel");
  await close();
});

test("keeps sessions in a Cluster", async () => {
  const { nodes, close } = await startRedisCluster();
  const hosts = nodes.slice(0, 2).map(({ port }) => `127.0.0.1:${port}`);
  await keepsSessions(`redis+cluster://${hosts.join(",")}`, "Redis Cluster");
  await close();
});

test.each(["localhost:6379", "http://localhost", "memcached://localhost"])(
  "rejects %s as REDIS_URL, and names the valid forms",
  (url) => {
    expect(() => openStore(url)).toThrow(/REDIS_URL: expected redis:\/\//);
  },
);
