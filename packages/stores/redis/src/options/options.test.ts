import { SessionConfigError } from "@sessionkit/core";
import { Cluster, Redis } from "ioredis";
import { expect, it } from "vitest";
import { createRedisStore } from "../store/create-redis-store.ts";

const lazy = { lazyConnect: true } as const;
const redis = new Redis(lazy);
const nodes = [{ port: 1 }];

it.each<[string, unknown, object, string, RegExp]>([
  ["no client", undefined, {}, "client", /expected a client of ioredis, got undefined/],
  ["an address", "redis://user:hidden@db", {}, "client", /got a string.*new Redis\(url\)/],
  ["another object", {}, {}, "client", /got another object.*new Redis\(url\).*new Cluster/],
  [
    "a client of node-redis",
    { sendCommand: () => null, connect: () => null },
    {},
    "client",
    /node-redis.*"ioredis"/,
  ],
  [
    "a Cluster read from its replicas",
    new Cluster(nodes, { ...lazy, scaleReads: "slave" }),
    {},
    "client",
    /replicas \(scaleReads\)/,
  ],
  ["a replica behind a Sentinel", new Redis({ ...lazy, role: "slave" }), {}, "client", /\(role\)/],
  ["braces in the client's prefix", new Redis({ ...lazy, keyPrefix: "{a}" }), {}, "client", /keyP/],
  ["braces in the prefix", redis, { prefix: "{app}:" }, "prefix", /without braces.*"\{app\}:"/],
  ["a prefix that is no text", redis, { prefix: 7 }, "prefix", /got 7/],
  ["a log that is a number of days", redis, { activity: 30 }, "activity", /true or false.*number/],
  ["a check that is text", redis, { checkPolicy: "no" }, "checkPolicy", /true or false/],
  ["a listener that is text", redis, { onWarning: "warn" }, "onWarning", /a function, got string/],
])("refuses %s at once, and says what to do", (_, client, options, option, message) => {
  const create = () => createRedisStore(client as Redis, options);
  expect(create).toThrow(SessionConfigError);
  expect(create).toThrow(expect.objectContaining({ option }));
  expect(create).toThrow(message);
  expect(create).not.toThrow(/hidden/);
});

it.each([
  ["a server", redis],
  ["a Cluster", new Cluster(nodes, lazy)],
  ["the primary behind a Sentinel", new Redis({ ...lazy, name: "a", sentinels: nodes })],
])("opens no connection to %s", (_, client) => {
  createRedisStore(client, { activity: true });
  expect(client.status).toBe("wait");
});

it("has a log only where it was asked for", () => {
  const verbs = [
    "find",
    "insert",
    "update",
    "delete",
    "findByUser",
    "deleteByUser",
    "deleteExpired",
  ];
  expect(Object.keys(createRedisStore(redis))).toEqual(verbs);
  expect(Object.keys(createRedisStore(redis, { activity: true }))).toEqual([
    ...verbs,
    "record",
    "listByUser",
    "deleteBefore",
  ]);
});
