import { randomBytes } from "node:crypto";
import { createSessions, type SessionRequest, type StoredSessions } from "@sessionkit/core";
import { startFaultProxy, useRedis } from "@sessionkit/test-servers";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { RedisClient } from "../src/client/redis-client.ts";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { clients } from "./clients/clients.ts";
import { use } from "./connect.ts";

const { url, prefix, close } = await useRedis();
const { hostname, port } = new URL(url);
const proxy = await startFaultProxy({ host: hostname, port: Number(port || 6379) });
const direct = await use(clients.openServer(url));
const through = await use(clients.openServer(`redis://127.0.0.1:${proxy.port}`));
afterAll(async () => {
  await proxy.close();
  await close();
});

const secret = randomBytes(32).toString("base64url");
const SHARED = Symbol.for("sessionkit.denylist");

/** The service of a process: without the denylist of the other one. */
function startProcess(client: RedisClient): StoredSessions {
  Reflect.deleteProperty(globalThis, SHARED);
  const store = createRedisStore(client, { prefix, checkPolicy: false });
  return createSessions({ strategy: "jwt", secret, store, timeout: "1s" });
}

let far: StoredSessions;
let near: StoredSessions;
beforeAll(() => {
  far = startProcess(direct);
  near = startProcess(through);
});

it.each([
  ["its connection swallows everything", () => proxy.blackHole()],
  ["its connection is cut", () => proxy.cut()],
])(
  "a process accepts no revoked token after a second if %s",
  async (_, cutOff) => {
    const [revoked, other] = [await far.create("ada"), await far.create("bob")];
    const check = async ({ tokens }: typeof revoked) => {
      const header = (name: string) =>
        name === "authorization" ? `Bearer ${tokens?.accessToken}` : null;
      const request: SessionRequest = { method: "GET", header };
      return near.resolve(request);
    };
    for (const session of [revoked, other])
      expect((await check(session)).status).toBe("authenticated");
    cutOff();
    await far.revoke(revoked.session.id);
    await vi.waitFor(async () => expect((await check(revoked)).status).toBe("unavailable"), 10_000);
    for (let request = 0; request < 3; request++)
      expect((await check(revoked)).status).toBe("unavailable");
    expect((await check(other)).status).toBe("unavailable");
    proxy.restore();
    await vi.waitFor(async () => expect((await check(other)).status).toBe("authenticated"), 20_000);
    expect(await check(revoked)).toMatchObject({ status: "unauthenticated", reason: "revoked" });
  },
  60_000,
);
