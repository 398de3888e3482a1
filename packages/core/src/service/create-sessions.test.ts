import { describe, expect, test } from "vitest";
import { createService, createStatelessService, SECRET } from "../../test/service.ts";
import { createMemoryStore } from "../memory.ts";
import { createSessions } from "./create-sessions.ts";

const good = { strategy: "jwt", secret: SECRET, store: createMemoryStore() } as const;

test.each([
  ["secret", { secret: undefined }],
  ["secret", { secret: "abcDEF123456" }],
  ["strategy", { strategy: "cookie" }],
  ["store", { strategy: "database", store: undefined }],
  ["store", { store: { find: async () => null } }],
  ["lifetime.access", { lifetime: { access: "7d" } }],
  ["lifetime.access", { lifetime: { access: "20m", idle: "10m" } }],
  ["lifetime.idle", { lifetime: { idle: "60d" } }],
  ["lifetime.idle", { lifetime: { idle: "a week" } }],
  ["grace", { grace: "10m" }],
  ["rotateEvery", { rotateEvery: "1h" }],
  ["origin", { origin: "http://app.example" }],
  ["origin", { origin: "app.example" }],
  ["origin", { origin: "https://app.example/path" }],
  ["allowedOrigins", { allowedOrigins: ["*"] }],
  ["basePath", { basePath: "api/auth/" }],
  ["cookies.session", { cookies: { session: "a b" } }],
  ["refresh", { strategy: "database", refresh: "endpoint" }],
  ["limit", { store: undefined, limit: { perUser: 3 } }],
  ["limit.perUser", { limit: { perUser: 0 } }],
  ["trustProxy", { trustProxy: -1 }],
  ["claims", { claims: () => ({}) }],
  ["timeout", { timeout: 0 }],
  ["onEvent", { onEvent: 1 }],
  ["maxDataBytes", { maxDataBytes: 0 }],
  ["maxDataBytes", { maxDataBytes: 2 ** 21 }],
  ["accessKeys", { accessKeys: { alg: "ES256", privateKey: { kty: "oct" } } }],
] as const)("a configuration that cannot work names its option: %s in %j", (option, changes) => {
  expect(() => createSessions({ ...good, ...changes } as never)).toThrow(
    expect.objectContaining({ name: "SessionConfigError", code: "session_config", option }),
  );
});

test("the smallest configuration of each mode works", async () => {
  for (const strategy of ["jwt", "database"] as const) {
    const sessions = createSessions({ strategy, secret: SECRET, store: createMemoryStore() });
    expect(sessions.mode).toBe(strategy);
    expect((await sessions.create("u1")).session.claims).toEqual({});
  }
  const stateless = createSessions({ strategy: "jwt", secret: SECRET });
  expect(stateless.mode).toBe("stateless");
  const { session } = await stateless.create("u1");
  expect(await stateless.user(session)).toBeNull();
});

test.each(["inline", "endpoint"] as const)("a service with refresh %s says so", (refresh) => {
  expect(createSessions({ strategy: "jwt", secret: SECRET, refresh }).refreshes).toBe(refresh);
});

test("a service refreshes inline by default", () => {
  expect(createSessions({ strategy: "jwt", secret: SECRET }).refreshes).toBe("inline");
});

describe.each([5, "", null, undefined, {}, ["ada"], true, "a\0b", "\ud800"])(
  "%j is refused as an id",
  (value) => {
    const id = value as string;
    const refused = (option: string) =>
      expect.objectContaining({ code: "session_config", option }) as Error;

    test.each(["jwt", "database"] as const)("by every verb, strategy %s", async (strategy) => {
      const { sessions, store } = createService({ strategy });
      const { session } = await sessions.create("ada");
      const before = await store.find(session.id);
      const other = { ...session, id };
      await expect(sessions.create(id)).rejects.toThrow(refused("userId"));
      await expect(sessions.revoke(id)).rejects.toThrow(refused("id"));
      await expect(sessions.revokeUser(id)).rejects.toThrow(refused("userId"));
      await expect(sessions.list(id)).rejects.toThrow(refused("userId"));
      await expect(sessions.activity(id)).rejects.toThrow(refused("userId"));
      await expect((async () => sessions.renew(other))()).rejects.toThrow(refused("session.id"));
      await expect((async () => sessions.update(other, {}))()).rejects.toThrow(
        refused("session.id"),
      );
      if (value !== undefined)
        await expect(sessions.revokeUser("ada", { except: id })).rejects.toThrow(refused("except"));
      if (typeof value !== "object" && value !== undefined)
        await expect((async () => sessions.update(id, {}))()).rejects.toThrow(
          refused("session.id"),
        );
      expect(await store.find(session.id)).toEqual(before);
    });

    test("by every verb without a store", async () => {
      const { sessions } = createStatelessService();
      const { session } = await sessions.create("ada");
      const other = { ...session, id };
      await expect(sessions.create(id)).rejects.toThrow(refused("userId"));
      await expect((async () => sessions.renew(other))()).rejects.toThrow(refused("session.id"));
      await expect((async () => sessions.update(other, {}))()).rejects.toThrow(
        refused("session.id"),
      );
    });
  },
);

test("a session that is no session is refused by name", async () => {
  const { sessions } = createService();
  for (const session of [null, undefined, {}] as never[]) {
    await expect((async () => sessions.renew(session))()).rejects.toMatchObject({
      option: "session.id",
    });
    await expect((async () => sessions.update(session, {}))()).rejects.toMatchObject({
      option: "session.id",
    });
  }
});

test("renew and update reject for a wrong argument, and do not throw", async () => {
  const { sessions } = createService();
  const { session } = await sessions.create("ada");
  const wrong = { ...session, id: "" };
  await expect(Promise.all([sessions.renew(wrong)])).rejects.toMatchObject({
    option: "session.id",
  });
  await expect(Promise.all([sessions.update(wrong, {})])).rejects.toMatchObject({
    option: "session.id",
  });
});
