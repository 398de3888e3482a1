import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { connectToOwn } from "../../fixture/connect.ts";
import { createRedisStore } from "../store/create-redis-store.ts";

const { redis, server } = await connectToOwn("--maxmemory-policy", "volatile-lru");

/** Warned once and for all per client, so each test has its own. */
function newClient(): Redis {
  const client = new Redis(server.url);
  onTestFinished(() => client.disconnect());
  return client;
}

describe("a server that would evict sessions", () => {
  it("is warned of once per client, however many stores there are", async () => {
    const client = newClient();
    const onWarning = vi.fn();
    for (const prefix of ["a:", "b:"]) {
      const store = createRedisStore(client, { prefix, onWarning });
      expect(onWarning.mock.calls.length).toBe(prefix === "a:" ? 0 : 1);
      for (const id of ["a", "b"]) await store.find(id);
    }
    expect(onWarning.mock.calls).toEqual([[expect.stringMatching(/volatile-lru.*noeviction/)]]);
  });

  it("is warned of by the process where nobody else is to be told", async () => {
    const warned: string[] = [];
    const listen = ({ message }: Error) => warned.push(message);
    process.on("warning", listen);
    await createRedisStore(newClient()).find("a");
    await vi.waitUntil(() => warned.some((text) => text.includes("maxmemory-policy")), 60_000);
    process.off("warning", listen);
  });

  it("is not warned of where that is switched off", async () => {
    const client = newClient();
    const onWarning = vi.fn();
    // ioredis asks for information itself, when it connects.
    await client.ping();
    await redis.config("RESETSTAT");
    await createRedisStore(client, { checkPolicy: false, onWarning }).find("a");
    expect(await commandsOn()).not.toContain("info");
    expect(onWarning).not.toHaveBeenCalled();
  });

  it("fails no request where it may not be asked", async () => {
    const client = newClient();
    const onWarning = vi.fn();
    await client.ping();
    await redis.acl("SETUSER", "default", "-info");
    const found = await createRedisStore(client, { onWarning }).find("a");
    await redis.acl("SETUSER", "default", "+info");
    expect(found).toBeNull();
    expect(onWarning).not.toHaveBeenCalled();
  });
});

it("says nothing of a server that evicts nothing", async () => {
  await redis.config("SET", "maxmemory-policy", "noeviction");
  const onWarning = vi.fn();
  await createRedisStore(newClient(), { onWarning }).find("a");
  await redis.config("SET", "maxmemory-policy", "volatile-lru");
  expect(onWarning).not.toHaveBeenCalled();
});

async function commandsOn(): Promise<string[]> {
  const stats = await redis.info("commandstats");
  return Array.from(stats.matchAll(/cmdstat_(\w+):/g), ([, command]) => command ?? "");
}
