import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import type { OwnServer } from "../process/own-server.ts";
import { queryMariadb, startMariadb } from "./start-mariadb.ts";

let server: OwnServer;

beforeAll(async () => {
  server = await startMariadb();
  await queryMariadb(server.url, "create table kept (how text)");
}, 60_000);

afterAll(() => server.close());

it.each(["kill", "stop"] as const)(
  "restarts with its data on the same port after %s",
  async (end) => {
    await queryMariadb(server.url, `insert into kept values ('${end}')`);
    await server[end]();
    await expect(queryMariadb(server.url, "select 1")).rejects.toThrow("ECONNREFUSED");
    await server.start();
    const rows = await queryMariadb(server.url, `select how from kept where how = '${end}'`);
    expect(rows).toEqual([{ how: end }]);
  },
);

it("does not respond while it is paused, and responds afterwards", async () => {
  const connection = await createConnection(server.url);
  onTestFinished(() => connection.destroy());
  await server.pause();
  const replies: unknown[] = [];
  const pending = connection.query("select 1").then(() => replies.push("open"));
  const late = createConnection({ uri: server.url, connectTimeout: 200 });
  await expect(late).rejects.toThrow("ETIMEDOUT");
  expect(replies).toEqual([]);
  await server.resume();
  await pending;
  await queryMariadb(server.url, "select 1");
});
