import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import type { OwnServer } from "../process/own-server.ts";
import { startRedis } from "./start-redis.ts";

let server: OwnServer;

beforeAll(async () => {
  server = await startRedis();
});

afterAll(() => server.close());

it("comes back with its data on the same port after a kill", async () => {
  await connect().set("a", "before");
  await server.kill();
  await expect(connect().get("a")).rejects.toThrow();
  await server.start();
  expect(await connect().get("a")).toBe("before");
});

it("comes back with its data after an orderly end", async () => {
  await connect().set("b", "before");
  await server.stop();
  await expect(connect().get("b")).rejects.toThrow();
  await server.start();
  expect(await connect().get("b")).toBe("before");
});

it("answers nothing while it is paused, and everything afterwards", async () => {
  const redis = connect();
  await redis.set("c", "before");
  await server.pause();
  const answers: unknown[] = [];
  const asked = redis.get("c").then((answer) => answers.push(answer));
  await expect(redisWithin(200).get("c")).rejects.toThrow("timed out");
  expect(answers).toEqual([]);
  await server.resume();
  await asked;
  expect(answers).toEqual(["before"]);
});

it("never does what it was asked while it was paused, when it is killed then", async () => {
  const redis = connect();
  await redis.set("d", "before");
  await server.pause();
  const asked = redis.set("d", "after");
  const failed = expect(asked).rejects.toThrow();
  await server.kill();
  await failed;
  await server.start();
  expect(await connect().get("d")).toBe("before");
});

it("takes options of redis-server", async () => {
  const own = await startRedis("--requirepass", "let-me-in");
  onTestFinished(() => own.close());
  await expect(connect(own.url).get("a")).rejects.toThrow("NOAUTH");
});

it("reports why a server does not start", async () => {
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
