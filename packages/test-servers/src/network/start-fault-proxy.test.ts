import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { type UsedPostgres, usePostgres } from "../postgres/use-postgres.ts";
import { type FaultProxy, startFaultProxy } from "./start-fault-proxy.ts";

/** An echo server. */
const echo = createServer({ allowHalfOpen: true }, (socket) => {
  socket.on("error", () => undefined).pipe(socket);
});
let proxy: FaultProxy;

beforeAll(async () => {
  await once(echo.listen(0, "127.0.0.1"), "listening");
  proxy = await startFaultProxy({ port: (echo.address() as AddressInfo).port });
});

beforeEach(() => proxy.restore());

afterAll(async () => {
  await proxy.close();
  echo.close();
});

it("forwards all data, and the end of either side", async () => {
  const socket = await open();
  const sent = "a".repeat(1_000_000);
  socket.end(sent);
  expect(await textOf(socket)).toBe(sent);
});

it("keeps the order of delayed data while the delay changes", async () => {
  const socket = await open();
  proxy.delay(30);
  await exchange(socket, "a", "a");
  socket.write("b");
  proxy.delay(0);
  socket.end("c");
  expect(await textOf(socket)).toBe("bc");
});

it("delays data", async () => {
  const direct = connect((echo.address() as AddressInfo).port, "127.0.0.1");
  const delayed = await open();
  proxy.delay(50);
  const order: string[] = [];
  delayed.once("data", () => order.push("delayed"));
  delayed.write("x");
  // A hundred direct round trips to the server are faster than the delayed one.
  for (let i = 0; i < 100; i++) await exchange(direct, "y", "y");
  order.push("direct");
  await once(delayed, "data");
  expect(order).toEqual(["direct", "delayed"]);
  direct.destroy();
});

it("resets connections and refuses new ones after cut(), until restore()", async () => {
  const socket = await open();
  await exchange(socket, "a", "a");
  proxy.cut();
  await expect(once(socket, "data")).rejects.toThrow("ECONNRESET");
  await expect(open().then((late) => once(late, "data"))).rejects.toThrow("ECONNRESET");
  proxy.restore();
  await exchange(await open(), "b", "b");
});

it("drops data and accepts connections after blackHole()", async () => {
  const [idle, busy] = [await open(), await open()];
  await exchange(busy, "a", "a");
  await exchange(idle, "a", "a");
  proxy.blackHole();
  const late = await open();
  const received: unknown[] = [];
  for (const socket of [busy, late]) {
    socket.on("data", (bytes) => received.push(bytes));
    socket.write("b");
  }
  await aWhile();
  expect(received).toEqual([]);
  const ends = [busy, late].map((socket) => once(socket, "close").catch(String));
  proxy.restore();
  expect(String(await Promise.all(ends))).toContain("ECONNRESET");
  await exchange(idle, "c", "c");
  expect(received).toEqual([]);
});

it("keeps existing connections silent after restoreForNew()", async () => {
  const [idle, busy] = [await open(), await open()];
  for (const socket of [idle, busy]) await exchange(socket, "a", "a");
  proxy.blackHole();
  busy.write("b");
  proxy.restoreForNew();
  const events: string[] = [];
  for (const socket of [idle, busy]) {
    for (const event of ["data", "end", "close"]) socket.on(event, () => events.push(event));
    socket.write("c");
  }
  await exchange(await open(), "d", "d");
  await aWhile();
  expect(events).toEqual([]);
});

it("resets the server's side of a client that closed during blackHole(), after restore()", async () => {
  const silent = createServer();
  await once(silent.listen(0, "127.0.0.1"), "listening");
  const own = await startFaultProxy({ port: (silent.address() as AddressInfo).port });
  const accepted = once(silent, "connection");
  const client = connect(own.port, "127.0.0.1");
  const [served] = (await accepted) as [Socket];
  const end = once(served, "close").catch(String);
  served.on("error", () => undefined);
  own.blackHole();
  client.destroy();
  await aWhile();
  expect(served.closed).toBe(false);
  own.restore();
  served.resume();
  await end;
  await own.close();
  silent.close();
});

it("resets clients while the server is down", async () => {
  const down = await startFaultProxy({ port: 1 });
  const socket = connect(down.port, "127.0.0.1");
  await expect(once(socket, "data")).rejects.toThrow("ECONNRESET");
  await down.close();
});

it("forwards the protocol of a real database", async () => {
  const database: UsedPostgres = await usePostgres();
  const url = new URL(database.url);
  const way = await startFaultProxy({ port: Number(url.port), host: url.hostname });
  url.hostname = "127.0.0.1";
  url.port = `${way.port}`;
  const client = new pg.Client(url.href);
  client.on("error", () => undefined);
  await client.connect();
  expect((await client.query("select 1 as n")).rows).toEqual([{ n: 1 }]);
  way.cut();
  await expect(client.query("select 1")).rejects.toThrow();
  way.restore();
  const again = new pg.Client(url.href);
  await again.connect();
  await again.end();
  await way.close();
  await database.close();
});

async function open(): Promise<Socket> {
  const socket = connect(proxy.port, "127.0.0.1");
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, "connect");
  return socket;
}

async function exchange(socket: Socket, sent: string, expected: string): Promise<void> {
  socket.write(sent);
  const [bytes] = await once(socket, "data");
  expect(String(bytes)).toBe(expected);
}

async function textOf(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** A hundred direct round trips to the server: data that was not dropped has arrived by then. */
async function aWhile(): Promise<void> {
  const direct = connect((echo.address() as AddressInfo).port, "127.0.0.1");
  for (let i = 0; i < 100; i++) await exchange(direct, "y", "y");
  direct.destroy();
}
