import { expect, it, vi } from "vitest";
import { queryMariadb } from "./query-mariadb.ts";
import { useMariadb } from "./use-mariadb.ts";

it("gives a new and empty database to everyone who asks, and leaves none behind", async () => {
  const [one, other] = await Promise.all([useMariadb(), useMariadb()]);
  await queryMariadb(one.url, "create table t as select '👾' as text");
  await expect(queryMariadb(other.url, "select * from t")).rejects.toThrow("doesn't exist");
  expect(await queryMariadb(one.url, "select text from t")).toEqual([{ text: "👾" }]);
  await Promise.all([one.close(), other.close()]);
  await expect(queryMariadb(one.url, "select 1")).rejects.toThrow("Unknown database");
});

it("says which variable names a server that does not answer", async () => {
  vi.stubEnv("MARIADB_URL", "mysql://root@127.0.0.1:1/mysql");
  await expect(useMariadb()).rejects.toThrow("MARIADB_URL");
  vi.unstubAllEnvs();
});
