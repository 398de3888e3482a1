import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBlocks } from "../readme/read-blocks.mjs";
import { root } from "../run.mjs";
import { createBrowser } from "./create-browser.mjs";

/** A folder that git ignores, from which the page's imports can be resolved. */
const folder = join(root, "packages/testing/.results/page");
const MINUTE = 60_000;

let ahead = 0;
let down = false;
/** @type {import("node:http").Server} */
let server;
/** @type {string} */
let origin;

beforeAll(async () => {
  const page = readFileSync(join(root, "docs/bindings.md"), "utf8");
  const code = readBlocks(page).map((block) => block.code);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "bind-sessions.ts"), code.join("\n"));
  const { bindSessions } = await import(join(folder, "bind-sessions.ts"));
  const { createSessions } = await import(join(root, "packages/core/dist/index.js"));
  const { createMemoryStore } = await import(join(root, "packages/core/dist/memory.js"));
  const store = createMemoryStore();
  const find = store.find.bind(store);
  Object.assign(store, {
    find: (/** @type {string} */ id) => (down ? Promise.reject(new Error("down")) : find(id)),
  });
  const sessions = createSessions({
    strategy: "jwt",
    secret: randomBytes(32).toString("base64url"),
    store,
    clock: () => Date.now() + ahead,
    loadUser: (/** @type {string} */ id) => ({ id }),
  });
  const bound = bindSessions(sessions);
  server = createServer(async (req, res) => {
    const exchange = { req, res };
    try {
      if (await bound.handle(exchange)) return;
      if (await bound.refuse(exchange)) return;
      if (req.url === "/in") await bound.createSession(exchange, "ada");
      if (req.url === "/note") await bound.updateSession(exchange, { note: "read" });
      if (req.url === "/out") await bound.revokeSession(exchange);
      const session = await bound.getSession(exchange);
      res.end(JSON.stringify({ user: session?.userId ?? null, note: session?.data.note ?? null }));
    } catch (error) {
      bound.fail(res, error);
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  origin = `http://127.0.0.1:${address.port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

test("the binding of the page signs in, refreshes concurrently, changes the session and signs out", async () => {
  const browser = createBrowser(origin);
  expect((await browser.send("GET", "/")).body).toBe('{"user":null,"note":null}');
  expect((await browser.send("POST", "/in")).body).toBe('{"user":"ada","note":null}');
  ahead += 20 * MINUTE;
  const many = await Promise.all(Array.from({ length: 64 }, () => browser.send("GET", "/")));
  expect(new Set(many.map(({ body }) => body))).toEqual(new Set(['{"user":"ada","note":null}']));
  ahead += 20 * MINUTE;
  const changed = await browser.send("POST", "/note");
  expect(changed.body).toBe('{"user":"ada","note":"read"}');
  expect(changed.set.length).toBe(2);
  expect((await browser.send("GET", "/")).body).toBe('{"user":"ada","note":"read"}');
  expect((await browser.send("POST", "/out")).body).toBe('{"user":null,"note":null}');
  expect((await browser.send("POST", "/note")).status).toBe(401);
});

test("the binding of the page rejects cross-site requests, and signs no user out in an outage", async () => {
  const browser = createBrowser(origin);
  await browser.send("POST", "/in");
  const foreign = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
  expect((await browser.send("POST", "/note", { headers: foreign })).status).toBe(403);
  ahead += 20 * MINUTE;
  down = true;
  expect(await browser.send("GET", "/")).toMatchObject({ status: 503, set: [] });
  down = false;
  expect((await browser.send("GET", "/")).body).toBe('{"user":"ada","note":null}');
});

test("the README of the contract has every route that an application of it needs", () => {
  /** @param {string} path */
  const routesIn = (path) =>
    [...readFileSync(join(root, path), "utf8").matchAll(/^(?: \* )?\| (`[A-Z]+(?: |`).+?) \|/gm)]
      .flatMap(([, cell = ""]) => [...cell.matchAll(/`(?:[A-Z]+ )?(\/[a-z-]+)/g)])
      .map(([, route]) => route);
  const declared = routesIn("packages/testing/src/binding/binding-app.ts");
  expect(declared.length).toBeGreaterThan(25);
  expect(routesIn("packages/testing/README.md")).toEqual(declared);
});
