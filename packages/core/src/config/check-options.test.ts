import { describe, expect, test } from "vitest";
import { SECRET } from "../../test/service.ts";
import { createMemoryStore } from "../memory.ts";
import { createSessions } from "../service/create-sessions.ts";

const good = { strategy: "jwt", secret: SECRET, store: createMemoryStore() } as const;

function create(changes: object) {
  return () => createSessions({ ...good, ...changes } as never);
}

describe("an unknown option", () => {
  test.each([
    ["lifetme", { lifetme: { idle: "7d" } }, /Did you mean lifetime\?/],
    ["onevent", { onevent: () => undefined }, /Did you mean onEvent\?/],
    ["sessionTimeout", { sessionTimeout: 5 }, /Known are strategy, store, secret/],
    ["lifetime.acess", { lifetime: { acess: "15m" } }, /Did you mean lifetime\.access\?/],
    [
      "lifetime.transient.idel",
      { lifetime: { transient: { idel: "1h" } } },
      /lifetime\.transient\.idle/,
    ],
    ["cookies.samesite", { cookies: { samesite: "lax" } }, /Did you mean cookies\.sameSite\?/],
    ["cookies.secure", { cookies: { secure: false } }, /no such option/],
    ["activity.interval", { activity: { interval: "5m" } }, /no such option/],
    ["limit.peruser", { limit: { peruser: 3 } }, /Did you mean limit\.perUser\?/],
    ["verifiedTokens.bytes", { verifiedTokens: { bytes: 5 } }, /no such option/],
    [
      "accessKeys.kid",
      { accessKeys: { alg: "ES256", privateKey: {}, kid: "x" } },
      /no such option/,
    ],
  ])("%s is refused, with the nearest known one", (option, changes, message) => {
    expect(create(changes)).toThrow(
      expect.objectContaining({
        code: "session_config",
        option,
        message: expect.stringMatching(message),
      }),
    );
  });

  test("is refused in the options that a lifetime function returns", async () => {
    const sessions = createSessions({ ...good, lifetime: () => ({ idel: "1h" }) as never });
    await expect(sessions.create("ada")).rejects.toMatchObject({ option: "lifetime.idel" });
  });
});

test.each<[string, object]>([
  ["origin", { origin: "https://*.app.example" }],
  ["allowedOrigins", { allowedOrigins: ["https://*.example"] }],
  ["allowedOrigins", { allowedOrigins: ["https://admin.app.example/path"] }],
  ["allowedOrigins", { allowedOrigins: "https://admin.app.example" }],
  ["cookies.sameSite", { cookies: { sameSite: "Lax" } }],
  ["cookies.sameSite", { cookies: { sameSite: "none" } }],
  ["cookies.session", { cookies: { session: 5 } }],
  ["refresh", { refresh: "never" }],
  ["onReuse", { onReuse: "users" }],
  ["limit.policy", { limit: { perUser: 1, policy: "evict" } }],
  ["limit.perUser", { limit: { perUser: "3" } }],
  ["strategy", { strategy: "JWT" }],
  ["basePath", { basePath: 5 }],
  ["issuer", { issuer: 5 }],
  ["bearerScheme", { bearerScheme: "" }],
  ["bearerScheme", { bearerScheme: [] }],
  ["bearerScheme", { bearerScheme: ["Bearer", 5] }],
  ["bearerScheme", { bearerScheme: "Token (.*)" }],
  ["audience", { audience: "" }],
  ["lifetime", { lifetime: "7d" }],
  ["cookies", { cookies: "session" }],
  ["limit", { limit: 3 }],
  ["grace", { grace: "301s" }],
  ["grace", { grace: -1 }],
  ["verifiedTokens.entries", { verifiedTokens: { entries: Number.NaN } }],
  ["verifiedTokens.entries", { verifiedTokens: { entries: "many" } }],
  ["rotateEvery", { strategy: "database", rotateEvery: "soon" }],
  ["activity.every", { activity: { every: "often" } }],
  ["loadUser", { loadUser: "users" }],
  ["claims", { claims: { role: "admin" } }],
  ["publicUser", { publicUser: {} }],
  ["data", { data: {} }],
  ["clock", { clock: 5 }],
])("a value that cannot work is refused: %s in %j", (option, changes) => {
  expect(create(changes)).toThrow(
    expect.objectContaining({ name: "SessionConfigError", code: "session_config", option }),
  );
});

test.each([undefined, null, "options", []])("%j is refused as options", (options) => {
  expect(() => createSessions(options as never)).toThrow(
    expect.objectContaining({ code: "session_config" }),
  );
});

test("every option may be undefined at run time", () => {
  const names = [
    ...["loadUser", "claims", "publicUser", "data", "maxDataBytes", "lifetime", "origin"],
    ...["allowedOrigins", "basePath", "issuer", "audience", "cookies", "refresh", "trustProxy"],
    ...["bearerScheme"],
    ...["activity", "onEvent", "accessKeys", "verifiedTokens", "timeout", "clock", "grace"],
    ...["rotateEvery", "onReuse", "limit"],
  ];
  const unset = Object.fromEntries(names.map((name) => [name, undefined]));
  expect(create(unset)).not.toThrow();
  expect(create({ ...unset, strategy: "database" })).not.toThrow();
  expect(create({ ...unset, store: undefined })).not.toThrow();
});
