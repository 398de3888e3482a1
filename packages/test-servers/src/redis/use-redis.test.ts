import { Redis } from "ioredis";
import { expect, it, vi } from "vitest";
import { useRedis } from "./use-redis.ts";

it("returns a unique prefix, and removes only the keys with it", async () => {
  const [one, other] = await Promise.all([useRedis(), useRedis()]);
  const redis = new Redis(one.url);
  await redis.mset(`${one.prefix}a`, "1", `${one.prefix}{b}:c`, "1", `${other.prefix}a`, "2");
  await one.close();
  expect(await redis.exists(`${one.prefix}a`, `${one.prefix}{b}:c`)).toBe(0);
  expect(await redis.get(`${other.prefix}a`)).toBe("2");
  await other.close();
  expect(await redis.exists(`${other.prefix}a`)).toBe(0);
  redis.disconnect();
});

it("rejects with the name of the variable if its server is down", async () => {
  vi.stubEnv("REDIS_URL", "redis://127.0.0.1:1");
  await expect(useRedis()).rejects.toThrow("REDIS_URL");
  vi.unstubAllEnvs();
});
