import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import type { OwnServer } from "../process/own-server.ts";
import { startRedis } from "./start-redis.ts";

let server: OwnServer;

beforeAll(async () => {
  server = await startRedis();
});

afterAll(() => server.close());

it("restarts with its data on the same port after a kill", async () => {
  await connect().set("a", "before");
  await server.kill();
  await expect(connect().get("a")).rejects.toThrow();
  await server.start();
  expect(await connect().get("a")).toBe("before");
});

it("restarts with its data after a shutdown", async () => {
  await connect().set("b", "before");
  await server.stop();
  await expect(connect().get("b")).rejects.toThrow();
  await server.start();
  expect(await connect().get("b")).toBe("before");
});

it("does not respond while it is paused, and responds afterwards", async () => {
  const redis = connect();
  await redis.set("c", "before");
  await server.pause();
  const replies: unknown[] = [];
  const pending = redis.get("c").then((reply) => replies.push(reply));
  await expect(redisWithin(200).get("c")).rejects.toThrow("timed out");
  expect(replies).toEqual([]);
  await server.resume();
  await pending;
  expect(replies).toEqual(["before"]);
});

it("does not process pending commands if it is killed while it is paused", async () => {
  const redis = connect();
  await redis.set("d", "before");
  await server.pause();
  const pending = redis.set("d", "after");
  const failed = expect(pending).rejects.toThrow();
  await server.kill();
  await failed;
  await server.start();
  expect(await connect().get("d")).toBe("before");
});

it("accepts options of redis-server", async () => {
  const own = await startRedis("--requirepass", "let-me-in");
  onTestFinished(() => own.close());
  await expect(connect(own.url).get("a")).rejects.toThrow("NOAUTH");
});

it("rejects with the reason if the server does not start", async () => {
  await expect(startRedis("--no-such-option", "1")).rejects.toThrow("no-such-option");
});

function connect(url = server.url): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on("error", () => undefined);
  onTestFinished(() => redis.disconnect());
  return redis;
}

function redisWithin(commandTimeout: number): Redis {
  const redis = new Redis(server.url, { commandTimeout, enableReadyCheck: false });
  redis.on("error", () => undefined);
  onTestFinished(() => redis.disconnect());
  return redis;
}
