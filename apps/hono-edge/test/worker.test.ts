import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADA } from "./support/in-process.ts";

let workers: Miniflare;
let origin: string;

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../src/edge.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
  });
  workers = new Miniflare({
    modules: true,
    script: outputFiles[0]?.text ?? "",
    compatibilityDate: "2026-04-01",
    host: "127.0.0.1",
    port: 0,
    bindings: { SESSION_SECRET: "q8Vd2mZr5Tg9Lk3Xw7Bn4Hs6Yc1Jf0Pe" },
  });
  origin = (await workers.ready).origin;
});
afterAll(() => workers.dispose());

async function send(method: string, path: string, cookie = "", body?: object) {
  const answer = await fetch(`${origin}${path}`, {
    method,
    headers: {
      origin,
      "content-type": "application/json",
      ...(cookie ? { cookie } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const cookies = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
  return {
    status: answer.status,
    body: JSON.parse(await answer.text()),
    cookie: cookies.join("; "),
  };
}

test("signs in, returns the user and signs out on Workers, without a store or a module of Node", async () => {
  const { status, cookie } = await send("POST", "/sign-in", "", ADA);
  expect(status).toBe(200);
  expect(cookie).toMatch(/^access=.+; session=/);
  expect(await send("GET", "/me", cookie)).toMatchObject({ status: 200, body: { user: "ada" } });
  expect((await send("GET", "/me")).status).toBe(401);
  expect(await send("GET", "/api/auth/sessions", cookie)).toMatchObject({
    status: 404,
    body: { code: "store_required" },
  });
  const out = await send("POST", "/api/auth/logout", cookie, {});
  expect([out.status, out.cookie]).toEqual([200, "access=; session="]);
});
