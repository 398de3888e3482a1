import pg from "pg";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import type { OwnServer } from "../process/own-server.ts";
import { processTree } from "../process/process-tree.ts";
import { startPostgres } from "./start-postgres.ts";

let server: OwnServer;

beforeAll(async () => {
  server = await startPostgres();
}, 60_000);

afterAll(() => server.close());

it.each(["kill", "stop"] as const)(
  "restarts with its data on the same port after %s",
  async (end) => {
    const client = await connect();
    await client.query("create table if not exists kept (by text)");
    await client.query("insert into kept values ($1)", [end]);
    await server[end]();
    await expect(connect()).rejects.toThrow("ECONNREFUSED");
    await server.start();
    const { rows } = await (await connect()).query("select by from kept where by = $1", [end]);
    expect(rows).toEqual([{ by: end }]);
  },
);

it("leaves none of its processes running after a kill", async () => {
  await connect();
  const { pid } = server;
  const tree = await processTree(pid);
  expect(tree.length).toBeGreaterThan(2);
  await server.kill();
  for (const one of tree) expect(await processTree(one)).toEqual([]);
  await server.start();
  expect(server.pid).not.toBe(pid);
});

it("does not respond while it is paused, and responds afterwards", async () => {
  const client = await connect();
  await server.pause();
  const replies: unknown[] = [];
  const pending = client.query("select 1").then(() => replies.push("open"));
  await expect(connect({ connectionTimeoutMillis: 200 })).rejects.toThrow("timeout");
  expect(replies).toEqual([]);
  await server.resume();
  await pending;
  await (await connect()).query("select 1");
});

async function connect(options: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({ ...options, connectionString: server.url });
  client.on("error", () => undefined);
  onTestFinished(() => client.end());
  await client.connect();
  return client;
}
