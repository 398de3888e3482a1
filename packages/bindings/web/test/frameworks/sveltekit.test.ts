import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Server, SSRManifest } from "@sveltejs/kit";
import { beforeAll, describe, expect, test } from "vitest";
import { UNTIL_DUE } from "../create-app.ts";
import { createTestClient, namesSet, type TestClient } from "../test-client.ts";

const MINUTES = 60_000;
const { resolve } = createRequire(import.meta.url);
const folder = fileURLToPath(new URL("../../", import.meta.url));
const output = join(folder, ".results/sveltekit/output/server");

let server: Server;

beforeAll(async () => {
  await build();
  const { Server } = await import(join(output, "index.js"));
  const { manifest } = (await import(join(output, "manifest.js"))) as { manifest: SSRManifest };
  server = new Server(manifest);
  await server.init({ env: {} });
}, 3 * MINUTES);

/** `vite build` of the application, which uses the packages as they are published. */
async function build(): Promise<void> {
  const vite = join(dirname(resolve("vite/package.json")), "bin/vite.js");
  const { NODE_ENV: _, VITEST: __, ...env } = process.env;
  await promisify(execFile)(process.execPath, [vite, "build"], {
    cwd: join(folder, "fixture/sveltekit"),
    env: { ...env, NODE_ENV: "production" },
  });
}

function respond(request: Request): Promise<Response> {
  return server.respond(request, { getClientAddress: () => "192.0.2.7" });
}

async function signIn(user: string): Promise<{ client: TestClient; response: Response }> {
  const client = createTestClient(respond);
  const body = new URLSearchParams({ user });
  const headers = { origin: "http://localhost", accept: "text/html" };
  return { client, response: await client.post("/sign-in", { headers, body }) };
}

/** Moves the clock of the application. */
async function advance(ms: number): Promise<void> {
  const body = JSON.stringify({ advance: ms });
  const headers = { "content-type": "application/json" };
  const init = { method: "POST", headers, body };
  await respond(new Request("http://localhost/control-of-the-test", init));
}

describe("in SvelteKit", () => {
  test("a form action signs in and redirects, with its own cookies", async () => {
    const { response } = await signIn("ada");
    expect([response.status, response.headers.get("location")]).toEqual([303, "/me"]);
    expect(namesSet(response)).toEqual(["access", "session", "theme"]);
  });

  test("a page has the session and the address of the client, and is not cached", async () => {
    const { client } = await signIn("bob");
    const page = await client.send("/me");
    expect(await page.text()).toContain("bob at 192.0.2.7");
    expect(page.headers.get("cache-control")).toBe("private, no-store");
  });

  test("the page and the data that the router fetches refresh the session", async () => {
    const { client } = await signIn("cleo");
    for (const path of ["/me", "/me/__data.json"]) {
      await advance(UNTIL_DUE);
      const response = await client.send(path);
      expect([path, response.status, namesSet(response)]).toEqual([
        path,
        200,
        ["access", "session"],
      ]);
    }
  });

  test("a page that requires a session is answered 401", async () => {
    expect((await createTestClient(respond).send("/me")).status).toBe(401);
  });

  test("the endpoints are answered, and another site cannot post with the session", async () => {
    const { client } = await signIn("dora");
    const foreign = { headers: { "sec-fetch-site": "cross-site" } };
    expect(await (await client.post("/sign-in", foreign)).json()).toMatchObject({
      code: "cross_site",
    });
    expect(await (await client.post("/api/auth/logout")).json()).toEqual({ revoked: 1 });
    expect((await client.send("/me")).status).toBe(401);
  });
});
