import { afterEach, expect, it, vi } from "vitest";
import { serverProblems } from "./server-problems.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

it.each([
  ["REDIS_URL", "redis://127.0.0.1:1"],
  ["MARIADB_URL", "mysql://root@127.0.0.1:1/mysql"],
  ["POSTGRES_URL", "postgres://postgres@127.0.0.1:1/postgres"],
])("reports that the server of %s does not respond", async (variable, url) => {
  vi.stubEnv(variable, url);
  expect(await serverProblems()).toEqual([
    `The server of ${variable} does not respond. Start it, or unset ${variable}.`,
  ]);
});

it("reports nothing if all servers respond and npm has a Postgres", async () => {
  expect(await serverProblems()).toEqual([]);
});
