import { describe, expect, it, onTestFinished, vi } from "vitest";
import { clients } from "../../test/clients/clients.ts";
import { connectToServer } from "../../test/connect.ts";
import { createRedisStore } from "../store/create-redis-store.ts";

const { redis, server } = await connectToServer("--maxmemory-policy", "volatile-lru");

/** The warning is given once per client, so each test has its own. */
async function openClient() {
  const { client, close } = await clients.openServer(server.url);
  onTestFinished(() => void close());
  return client;
}

describe("a server that evicts sessions", () => {
  it("causes one warning per client, for any number of stores", async () => {
    const client = await openClient();
    const onWarning = vi.fn();
    for (const prefix of ["a:", "b:"]) {
      const store = createRedisStore(client, { prefix, onWarning });
      expect(onWarning.mock.calls.length).toBe(prefix === "a:" ? 0 : 1);
      for (const id of ["a", "b"]) await store.find(id);
    }
    expect(onWarning.mock.calls).toEqual([[expect.stringMatching(/volatile-lru.*noeviction/)]]);
  });

  it("causes a process warning without onWarning", async () => {
    const warned: string[] = [];
    const listen = ({ message }: Error) => warned.push(message);
    process.on("warning", listen);
    await createRedisStore(await openClient()).find("a");
    await vi.waitUntil(() => warned.some((text) => text.includes("maxmemory-policy")), 60_000);
    process.off("warning", listen);
  });

  it("causes no warning and no INFO with checkPolicy: false", async () => {
    const client = await openClient();
    const onWarning = vi.fn();
    // ioredis itself sent INFO when it connected.
    await redis.config("RESETSTAT");
    await createRedisStore(client, { checkPolicy: false, onWarning }).find("a");
    expect(await commandsOn()).not.toContain("info");
    expect(onWarning).not.toHaveBeenCalled();
  });

  it("causes no error if INFO is not allowed", async () => {
    const client = await openClient();
    const onWarning = vi.fn();
    await redis.acl("SETUSER", "default", "-info");
    const found = await createRedisStore(client, { onWarning }).find("a");
    await redis.acl("SETUSER", "default", "+info");
    expect(found).toBeNull();
    expect(onWarning).not.toHaveBeenCalled();
  });
});

it("does not warn about a server that evicts nothing", async () => {
  await redis.config("SET", "maxmemory-policy", "noeviction");
  const onWarning = vi.fn();
  await createRedisStore(await openClient(), { onWarning }).find("a");
  await redis.config("SET", "maxmemory-policy", "volatile-lru");
  expect(onWarning).not.toHaveBeenCalled();
});

async function commandsOn(): Promise<string[]> {
  const stats = await redis.info("commandstats");
  return Array.from(stats.matchAll(/cmdstat_(\w+):/g), ([, command]) => command ?? "");
}
