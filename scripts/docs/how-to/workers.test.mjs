import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle, startWorkers } from "@sessionkit/test-servers/runtimes";
import { expect, onTestFinished, test } from "vitest";
import { createBrowser } from "../create-browser.mjs";
import { openPage } from "./open-page.mjs";
import { password } from "./start-page.mjs";

// For these tests only.
const SESSION_SECRET = "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=";

/** The worker of the page, with two paths for the test: the migrations, and the cron trigger. */
const WORKER = `
import { createTableStatements, revocationTable, sessionTable } from "@sessionkit/drizzle/sqlite";
import worker from "./src/index.ts";

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === "/scheduled") await worker.scheduled(null, env);
    else if (pathname !== "/migrate") return worker.fetch(request, env);
    else
      for (const statement of createTableStatements(sessionTable, revocationTable))
        await env.DB.prepare(statement).run();
    return new Response("done");
  },
};`;

test("workers: a Worker signs in, requires the session and prunes, with sessions in D1", async () => {
  const file = join(openPage("workers"), "worker.ts");
  writeFileSync(file, WORKER);
  const code = await bundle(pathToFileURL(file));
  const { origin, close } = await startWorkers(code, { SESSION_SECRET }, ["DB"]);
  onTestFinished(close);
  const browser = createBrowser(origin);
  expect((await browser.send("GET", "/migrate")).body).toBe("done");
  expect((await browser.send("GET", "/me")).status).toBe(401);
  const json = { email: "ada", password };
  expect((await browser.send("POST", "/sign-in", { json })).status).toBe(200);
  expect((await browser.send("GET", "/scheduled")).body).toBe("done");
  expect((await browser.send("GET", "/me")).body).toBe('{"user":"ada"}');
  expect((await browser.send("POST", "/api/auth/logout")).body).toBe('{"revoked":1}');
  expect((await browser.send("GET", "/me")).status).toBe(401);
});
