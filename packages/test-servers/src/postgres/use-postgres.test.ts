import pg from "pg";
import { expect, it, vi } from "vitest";
import { usePostgres } from "./use-postgres.ts";

it("creates a new database for every call", async () => {
  const [one, other] = await Promise.all([usePostgres(), usePostgres()]);
  await rows(one.url, "create table t as select 1 as n");
  await expect(rows(other.url, "select * from t")).rejects.toThrow("does not exist");
  expect(await rows(one.url, "select n from t")).toEqual([{ n: 1 }]);
  await Promise.all([one.close(), other.close()]);
});

it("drops the database even if a connection is open", async () => {
  const { url, close } = await usePostgres();
  const left = new pg.Client(url);
  left.on("error", () => undefined);
  await left.connect();
  await close();
  await expect(rows(url, "select 1")).rejects.toThrow("does not exist");
});

it("rejects with the name of the variable if its server is down", async () => {
  vi.stubEnv("POSTGRES_URL", "postgres://postgres@127.0.0.1:1/postgres");
  await expect(usePostgres()).rejects.toThrow("POSTGRES_URL");
  vi.unstubAllEnvs();
});

async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
