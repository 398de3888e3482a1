import type { Tokens } from "@sessionkit/core";
import { describe, expect, test, vi } from "vitest";
import { CoreServer } from "../../test/core-server.ts";
import { FakeClock, settled } from "../../test/fake-clock.ts";
import { createBearerClient } from "../bearer.ts";

const HOUR = 3_600_000;
const API = "https://api.example.test";

/** An asynchronous storage, as AsyncStorage is. */
class FakeStorage {
  readonly items = new Map<string, string>();
  broken = false;
  getItem = async (key: string) => this.#work(() => this.items.get(key) ?? null);
  setItem = async (key: string, value: string) => this.#work(() => this.items.set(key, value));
  removeItem = async (key: string) => this.#work(() => this.items.delete(key));

  get tokens(): Tokens | null {
    return JSON.parse(this.items.get("sessionkit") ?? "null");
  }

  async #work<T>(work: () => T): Promise<T> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.broken) throw new Error("The key chain is locked.");
    return work();
  }
}

const environment = {
  isVisible: () => true,
  watch: () => () => undefined,
  locks: () => undefined,
  openChannel: () => undefined,
};

function install(strategy: "jwt" | "database") {
  const clock = new FakeClock();
  const server = new CoreServer({ strategy });
  const storage = new FakeStorage();
  const launch = (fetch = server.fetch) => {
    const client = createBearerClient({
      basePath: `${API}/api/auth`,
      storage,
      fetch,
      environment,
    });
    client.start();
    return client;
  };
  return { clock, server, storage, launch };
}

describe.each(["jwt", "database"] as const)("a native app, %s", (strategy) => {
  test("is signed in by the tokens of a sign-in, and stays signed in after a restart", async () => {
    const { server, launch } = install(strategy);
    const first = launch();
    await settled();
    expect(first.getSnapshot()).toMatchObject({ status: "unauthenticated", reason: "absent" });
    await first.signIn(await server.signInElsewhere());
    expect(first.getSnapshot()).toMatchObject({ status: "authenticated", user: { id: "u1" } });
    first.dispose();
    const second = launch();
    await settled();
    expect(second.getSnapshot()).toMatchObject({ status: "authenticated", user: { id: "u1" } });
    expect(await (await second.sessionFetch(`${API}/me`)).text()).toBe("u1");
  });

  test("is signed out by a damaged token in its storage, and can sign in again", async () => {
    const { server, launch, storage } = install(strategy);
    for (const damaged of ["", "v1.", "a b.c.d", "x".repeat(20_000)]) {
      storage.items.set("sessionkit", JSON.stringify({ accessToken: null, sessionToken: damaged }));
      const client = launch();
      await settled();
      await client.refresh();
      expect([damaged, client.getSnapshot()]).toMatchObject([
        damaged,
        { status: "unauthenticated", stale: false, error: null },
      ]);
      await client.signIn(await server.signInElsewhere());
      expect(client.getSnapshot()).toMatchObject({ status: "authenticated" });
      client.dispose();
    }
  });

  test("is still signed in when it is opened a day later", async () => {
    const { server, launch, clock } = install(strategy);
    const first = launch();
    await first.signIn(await server.signInElsewhere());
    first.dispose();
    await clock.advance(24 * HOUR);
    const second = launch();
    await settled();
    expect(second.getSnapshot()).toMatchObject({ status: "authenticated", stale: false });
    expect((await second.sessionFetch(`${API}/me`)).status).toBe(200);
  });

  test("stays signed in for a day while answers are lost", async () => {
    const { server, launch, clock } = install(strategy);
    const client = launch();
    await client.signIn(await server.signInElsewhere());
    for (let hour = 0; hour < 8; hour++) {
      server.cut = true;
      await client.refresh();
      expect(client.getSnapshot()).toMatchObject({ status: "authenticated", stale: true });
      server.cut = false;
      await clock.advance(HOUR);
      expect(client.getSnapshot()).toMatchObject({ status: "authenticated", stale: false });
      expect((await client.sessionFetch(`${API}/me`)).status).toBe(200);
    }
  });

  test("removes its tokens at a sign-out, and the server rejects them", async () => {
    const { server, launch, storage } = install(strategy);
    const client = launch();
    await client.signIn(await server.signInElsewhere());
    const kept = storage.tokens;
    expect(await client.signOut()).toEqual({ revoked: 1 });
    expect(storage.tokens).toBeNull();
    expect(client.getSnapshot().status).toBe("unauthenticated");
    await client.signIn(kept as Tokens);
    expect(client.getSnapshot().status).toBe("unauthenticated");
    expect(storage.tokens).toBeNull();
  });

  test("keeps its tokens after a sign-out of the others, and after one that the server did not confirm", async () => {
    const { server, launch, storage } = install(strategy);
    const client = launch();
    await client.signIn(await server.signInElsewhere());
    await client.signOut({ scope: "others" });
    expect(storage.tokens?.sessionToken).toMatch(/^v1\./);
    server.cut = true;
    await expect(client.signOut()).rejects.toMatchObject({ code: "network" });
    expect(storage.tokens?.sessionToken).toMatch(/^v1\./);
  });

  test.each([
    [400, "<h1>Bad Request</h1>"],
    [413, '{"message":"Request Entity Too Large"}'],
    [401, '{"status":"Failure","reason":"Unauthorized","code":401}'],
    [200, "<h1>Welcome to this network</h1>"],
  ])("keeps its tokens when a proxy answers %d in place of the server", async (status, body) => {
    const { server, launch, storage } = install(strategy);
    let isProxied = false;
    const client = launch(async (...request) =>
      isProxied ? new Response(body, { status }) : server.fetch(...request),
    );
    await client.signIn(await server.signInElsewhere());
    const before = storage.tokens;
    isProxied = true;
    expect(await client.refresh()).toMatchObject({ status: "authenticated", stale: true });
    await expect(client.signOut()).rejects.toThrow();
    expect(storage.tokens).toEqual(before);
    isProxied = false;
    expect(await client.refresh()).toMatchObject({ status: "authenticated", stale: false });
  });

  test("is signed out with the reason when its user was deleted", async () => {
    const { server, launch, storage } = install(strategy);
    const client = launch();
    await client.signIn(await server.signInElsewhere());
    server.users.delete("u1");
    await client.refresh();
    expect(client.getSnapshot()).toMatchObject({ status: "unauthenticated", reason: "user_gone" });
    expect(storage.tokens).toBeNull();
  });
});

test("sends its tokens to the server's origin only", async () => {
  const { server, launch } = install("jwt");
  const fetch = vi.fn(server.fetch);
  const client = launch(fetch);
  await client.signIn(await server.signInElsewhere());
  await client.sessionFetch("https://elsewhere.test/me", { headers: { "x-own": "1" } });
  const [, init] = fetch.mock.calls.at(-1) ?? [];
  expect([...new Headers(init?.headers)]).toEqual([["x-own", "1"]]);
  await client.sessionFetch(`${API}/me`, { headers: { "x-own": "1" } });
  const [, own] = fetch.mock.calls.at(-1) ?? [];
  expect(new Headers(own?.headers).get("authorization")).toMatch(/^Bearer eyJ/);
  expect(new Headers(own?.headers).get("x-own")).toBe("1");
});

test("a failing storage does not sign the user out, and is read again", async () => {
  const { server, launch, storage, clock } = install("jwt");
  const first = launch();
  await first.signIn(await server.signInElsewhere());
  first.dispose();
  storage.broken = true;
  const second = launch();
  await settled();
  expect(second.getSnapshot()).toMatchObject({ status: "loading", error: { code: "network" } });
  storage.broken = false;
  await clock.advance(1_000);
  expect(second.getSnapshot().status).toBe("authenticated");
});

test("a refresh that could not be stored is repeated, and the session continues", async () => {
  const { server, launch, storage, clock } = install("jwt");
  const client = launch();
  await client.signIn(await server.signInElsewhere());
  await clock.advance(11 * 60_000);
  storage.broken = true;
  await client.refresh();
  expect(client.getSnapshot()).toMatchObject({ status: "authenticated", stale: true });
  storage.broken = false;
  await client.refresh();
  client.dispose();
  const next = launch();
  await settled();
  expect(next.getSnapshot()).toMatchObject({ status: "authenticated", stale: false });
});

test("invalid content of the storage is ignored", async () => {
  const { launch, storage } = install("jwt");
  storage.items.set("sessionkit", "{not json");
  const client = launch();
  await settled();
  expect(client.getSnapshot()).toMatchObject({ status: "unauthenticated", reason: "absent" });
});

test("a refresh that is answered after another sign-in does not restore the old tokens", async () => {
  const { server, launch, storage } = install("jwt");
  let release: () => void = () => undefined;
  let held = false;
  const slow: typeof fetch = async (input, init) => {
    const response = await server.fetch(input, init);
    if (held && String(input).endsWith("/refresh")) {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    }
    return response;
  };
  const client = launch(slow);
  await client.signIn(await server.signInElsewhere());
  held = true;
  const refreshed = client.refresh();
  await settled();
  held = false;
  const tokens = await server.signInElsewhere();
  const done = client.signIn(tokens);
  await settled();
  release();
  await Promise.all([refreshed, done]);
  expect(storage.tokens?.sessionToken?.split(".")[2]).toBe(tokens.sessionToken?.split(".")[2]);
});
