import { SessionConfigError } from "@sessionkit/core";
import { Cluster, Redis } from "ioredis";
import { expect, it } from "vitest";
import { createRedisStore } from "../store/create-redis-store.ts";

const lazy = { lazyConnect: true } as const;
const redis = new Redis(lazy);
const nodes = [{ port: 1 }];

it.each<[string, unknown, object, string, RegExp]>([
  ["no client", undefined, {}, "client", /expected an ioredis client, got undefined/],
  ["a URL", "redis://user:hidden@db", {}, "client", /got a string\. Pass new Redis\(url\)/],
  ["another object", {}, {}, "client", /got an object.*new Redis\(url\).*new Cluster/],
  [
    "a node-redis client",
    { sendCommand: () => null, connect: () => null },
    {},
    "client",
    /a node-redis client.*"ioredis"/,
  ],
  [
    "a Cluster client that reads from replicas",
    new Cluster(nodes, { ...lazy, scaleReads: "slave" }),
    {},
    "client",
    /replicas \(scaleReads\)/,
  ],
  [
    "a Sentinel client for replicas",
    new Redis({ ...lazy, role: "slave" }),
    {},
    "client",
    /\(role\)/,
  ],
  [
    "a client with braces in its prefix",
    new Redis({ ...lazy, keyPrefix: "{a}" }),
    {},
    "client",
    /keyP/,
  ],
  ["braces in the prefix", redis, { prefix: "{app}:" }, "prefix", /without braces.*"\{app\}:"/],
  ["a prefix that is not text", redis, { prefix: 7 }, "prefix", /got 7/],
  ["a number for the log", redis, { activity: 30 }, "activity", /true or false.*number/],
  ["text for the check", redis, { checkPolicy: "no" }, "checkPolicy", /true or false/],
  ["text for the listener", redis, { onWarning: "warn" }, "onWarning", /a function, got a string/],
  [
    "no client for messages",
    redis,
    { subscriber: "redis://user:hidden@db" },
    "subscriber",
    /of its own.*got a string/,
  ],
])("throws for %s, with the remedy", (_, client, options, option, message) => {
  const create = () => createRedisStore(client as Redis, options);
  expect(create).toThrow(SessionConfigError);
  expect(create).toThrow(expect.objectContaining({ option }));
  expect(create).toThrow(message);
  expect(create).not.toThrow(/hidden/);
});

it.each([
  ["a server", redis],
  ["a Cluster", new Cluster(nodes, lazy)],
  ["Sentinels", new Redis({ ...lazy, name: "a", sentinels: nodes })],
])("does not connect to %s at construction", (_, client) => {
  createRedisStore(client, { activity: true });
  expect(client.status).toBe("wait");
});

it("has the verbs of the log only with activity: true", () => {
  const verbs = [
    "find",
    "insert",
    "update",
    "delete",
    "findByUser",
    "deleteByUser",
    "deleteExpired",
    "publishRevocation",
    "readRevocations",
    "deleteRevocations",
  ];
  expect(Object.keys(createRedisStore(redis))).toEqual(verbs);
  expect(Object.keys(createRedisStore(redis, { activity: true }))).toEqual([
    ...verbs,
    "record",
    "listByUser",
    "deleteBefore",
  ]);
});
