import { expect, test } from "vitest";
import { createService, createStatelessService, type ServiceOptions } from "../../test/service.ts";
import { createSessions } from "../index.ts";
import { createMemoryStore } from "../memory.ts";

const refused: readonly (readonly [string, ServiceOptions, string])[] = [
  ["an unknown value", { deviceBound: "always" as "offer" }, 'expected "offer"'],
  ["an origin with http", { origin: "http://shop.lan" }, "deviceBound"],
  ["a parent domain", { cookies: { domain: "app.example" } }, "cookies.domain"],
  [
    "partitioned cookies",
    {
      cookies: { sameSite: "none", partitioned: true },
      allowedOrigins: ["https://pages.example"],
    },
    "partitioned cookies",
  ],
  ["a hidden session cookie", { refresh: "endpoint" }, 'refresh: "endpoint"'],
  ["a short access token", { lifetime: { access: "4m" } }, "lifetime.access"],
  ["a short transient session", { lifetime: { transient: { idle: "4m" } } }, "lifetime.access"],
];

test.each(refused)("%s is refused at construction, with the remedy", (_, options, message) => {
  expect(() => createService({ deviceBound: "offer", ...options })).toThrow(message);
});

test("http outside this machine is refused", () => {
  const options = { strategy: "jwt", secret: "Zk3vQ9rTn5LwXc7BhM2dYs8JpGfEuA4K" } as const;
  const store = createMemoryStore();
  expect(() =>
    createSessions({
      ...options,
      store,
      deviceBound: "offer",
      allowInsecureOrigin: "http://a.lan",
    }),
  ).toThrow("deviceBound");
});

test("a service without a store is refused", () => {
  expect(() => createStatelessService({ deviceBound: "offer" } as object)).toThrow("store");
});

test("a short access lifetime of a function is refused at the sign-in", async () => {
  const { sessions } = createService({
    deviceBound: "offer",
    lifetime: () => ({ access: "1m" }),
  });
  await expect(sessions.create("ada")).rejects.toMatchObject({ option: "lifetime.access" });
});

test("a short access lifetime is not used, and accepted, in the database strategy", () => {
  const lifetime = { access: "1m" } as const;
  createService({ deviceBound: "offer", strategy: "database", lifetime });
});

test("a loopback origin is accepted, for development", () => {
  createService({ deviceBound: "offer", origin: "http://localhost:3000" });
});
