import { fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, onTestFinished, test, vi } from "vitest";
import { bareEnvironment } from "../../bare-environment.mjs";
import { createBrowser } from "../create-browser.mjs";
import { startPage } from "./start-page.mjs";

const env = {
  ...bareEnvironment(),
  SESSION_SECRET: "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=",
};

/** What an application has beside the files of the page. */
const MAIN = `
import { createApp } from "./nest/create-app.js";
import { database } from "./lib/users.js";

process.on("message", (isDown) => {
  database.isDown = isDown as boolean;
  process.send?.("done");
});
createApp()
  .then((app) => app.listen(0, "127.0.0.1"))
  .then((server) => process.send?.(server.address().port));
`;

test("CommonJS requires the packages", async () => {
  const { folder } = startPage("nestjs-and-commonjs");
  vi.useRealTimers();
  writeFileSync(join(folder, "main.cjs"), 'process.send(require("./server.cjs").sessions.mode);');
  const child = fork(join(folder, "main.cjs"), { env, silent: true });
  expect(await once(child, "message")).toEqual(["stateless", undefined]);
});

test.each([
  ["ES modules", "module", ts.ModuleKind.ESNext],
  ["CommonJS", "commonjs", ts.ModuleKind.CommonJS],
])(
  "NestJS, compiled to %s, refuses, signs in and answers an outage with 503",
  async (_, type, module) => {
    const { child, browser } = await startNest({ type, module });
    expect(await browser.send("GET", "/me")).toMatchObject({
      status: 401,
      body: expect.stringContaining('"code":"session_required"'),
    });
    expect((await browser.send("POST", "/sign-in")).status).toBe(201);
    expect((await browser.send("GET", "/me")).body).toBe('{"user":"ada"}');
    expect((await browser.send("GET", "/nothing")).status).toBe(404);
    child.send(true);
    await once(child, "message");
    const outage = await browser.send("POST", "/sign-in");
    expect([outage.status, outage.headers.get("retry-after"), outage.set]).toEqual([503, "2", []]);
    expect((await browser.send("GET", "/me")).body).toBe('{"user":"ada"}');
  },
);

test("NestJS answers errors with their own status without the filter, and keeps the message of an outage", async () => {
  const { child, browser } = await startNest(
    { type: "module", module: ts.ModuleKind.ESNext },
    (page) => page.replace(/^ *return app\.useGlobalFilters\(.+\);$/m, "return app;"),
  );
  expect(await browser.send("GET", "/me")).toMatchObject({
    status: 401,
    body: '{"statusCode":401,"message":"Sign in first."}',
  });
  child.send(true);
  await once(child, "message");
  expect(await browser.send("POST", "/sign-in")).toMatchObject({
    status: 503,
    body: '{"statusCode":503,"message":"Service Unavailable"}',
  });
});

/**
 * Starts the application of the page.
 *
 * @param {{ type: string, module: ts.ModuleKind }} format
 * @param {(page: string) => string} [edit] changes `nest/create-app.ts`
 */
async function startNest(format, edit = (page) => page) {
  const { folder } = startPage("nestjs-and-commonjs");
  vi.useRealTimers();
  writeFileSync(join(folder, "main.ts"), MAIN);
  const file = join(folder, "nest/create-app.ts");
  writeFileSync(file, edit(readFileSync(file, "utf8")));
  compile(folder, format);
  const child = fork(join(folder, "main.js"), { env, silent: true });
  onTestFinished(() => void child.kill());
  const [port] = await Promise.race([once(child, "message"), failure(child)]);
  return { child, browser: createBrowser(`http://127.0.0.1:${port}`) };
}

/**
 * As a compiler does that leaves types unchecked: the page is checked elsewhere.
 *
 * @param {string} folder
 * @param {{ type: string, module: ts.ModuleKind }} format
 */
function compile(folder, { type, module }) {
  const target = ts.ScriptTarget.ES2022;
  const compilerOptions = { module, target, experimentalDecorators: true, esModuleInterop: true };
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (name.startsWith("node_modules") || !name.endsWith(".ts")) continue;
    const source = readFileSync(join(folder, name), "utf8");
    const { outputText } = ts.transpileModule(source, { compilerOptions });
    writeFileSync(join(folder, name.replace(/\.ts$/, ".js")), outputText);
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type }));
}

/** @param {import("node:child_process").ChildProcess} child @returns {Promise<never>} */
async function failure(child) {
  let output = "";
  child.stderr?.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  await once(child, "exit");
  throw new Error(`The application ended:\n${output}`);
}
