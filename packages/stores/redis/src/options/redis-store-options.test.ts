import { SessionConfigError } from "@sessionkit/core";
import { Redis } from "ioredis";
import { expect, it } from "vitest";
import { createRedisStore } from "../store/create-redis-store.ts";

const redis = new Redis({ lazyConnect: true });

it.each<[string, object, string, RegExp]>([
  ["braces in the prefix", { prefix: "{app}:" }, "prefix", /without braces.*"\{app\}:"/],
  ["a prefix that is not text", { prefix: 7 }, "prefix", /got 7/],
  ["a number for the log", { activity: 30 }, "activity", /true or false.*number/],
  ["text for the check", { checkPolicy: "no" }, "checkPolicy", /true or false/],
  ["text for the listener", { onWarning: "warn" }, "onWarning", /a function, got a string/],
  [
    "no client for messages",
    { subscriber: "redis://user:hidden@db" },
    "subscriber",
    /of its own.*got a string/,
  ],
])("throws for %s, with the remedy", (_, options, option, message) => {
  const create = () => createRedisStore(redis, options);
  expect(create).toThrow(SessionConfigError);
  expect(create).toThrow(expect.objectContaining({ option }));
  expect(create).toThrow(message);
  expect(create).not.toThrow(/hidden/);
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
