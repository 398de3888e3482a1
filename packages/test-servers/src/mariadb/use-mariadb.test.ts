import { expect, it, vi } from "vitest";
import { queryMariadb } from "./start-mariadb.ts";
import { useMariadb } from "./use-mariadb.ts";

it("creates a new database for every call, and drops it", async () => {
  const [one, other] = await Promise.all([useMariadb(), useMariadb()]);
  await queryMariadb(one.url, "create table t as select '👾' as text");
  await expect(queryMariadb(other.url, "select * from t")).rejects.toThrow("doesn't exist");
  expect(await queryMariadb(one.url, "select text from t")).toEqual([{ text: "👾" }]);
  await Promise.all([one.close(), other.close()]);
  await expect(queryMariadb(one.url, "select 1")).rejects.toThrow("Unknown database");
});

it("rejects with the name of the variable if its server is down", async () => {
  vi.stubEnv("MARIADB_URL", "mysql://root@127.0.0.1:1/mysql");
  await expect(useMariadb()).rejects.toThrow("MARIADB_URL");
  vi.unstubAllEnvs();
});
