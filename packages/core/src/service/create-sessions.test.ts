import { expect, test } from "vitest";
import { SECRET } from "../../test/service.ts";
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
] as const)("a wrong start names its option: %s in %j", (option, changes) => {
  expect(() => createSessions({ ...good, ...changes } as never)).toThrow(
    expect.objectContaining({ name: "SessionConfigError", code: "session_config", option }),
  );
});

test("the smallest configurations of the three modes work", async () => {
  for (const strategy of ["jwt", "database"] as const) {
    const sessions = createSessions({ strategy, secret: SECRET, store: createMemoryStore() });
    expect(sessions.mode).toBe(strategy);
    expect((await sessions.create("anyone")).session.claims).toEqual({});
  }
  const stateless = createSessions({ strategy: "jwt", secret: SECRET });
  expect(stateless.mode).toBe("stateless");
  const { session } = await stateless.create("anyone");
  expect(await stateless.user(session)).toBeNull();
});

test.each(["inline", "endpoint"] as const)("a service says that it refreshes %s", (refresh) => {
  expect(createSessions({ strategy: "jwt", secret: SECRET, refresh }).refreshes).toBe(refresh);
});

test("a service refreshes inline unless told otherwise", () => {
  expect(createSessions({ strategy: "jwt", secret: SECRET }).refreshes).toBe("inline");
});
