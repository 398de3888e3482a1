import pg from "pg";
import { expect, it, vi } from "vitest";
import { usePostgres } from "./use-postgres.ts";

it("gives a new and empty database to everyone who asks", async () => {
  const [one, other] = await Promise.all([usePostgres(), usePostgres()]);
  await rows(one.url, "create table t as select 1 as n");
  await expect(rows(other.url, "select * from t")).rejects.toThrow("does not exist");
  expect(await rows(one.url, "select n from t")).toEqual([{ n: 1 }]);
  await Promise.all([one.close(), other.close()]);
});

it("leaves no database behind, even where a connection was left open", async () => {
  const { url, close } = await usePostgres();
  const left = new pg.Client(url);
  left.on("error", () => undefined);
  await left.connect();
  await close();
  await expect(rows(url, "select 1")).rejects.toThrow("does not exist");
});

it("says which variable names a server that does not answer", async () => {
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
