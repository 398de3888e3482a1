import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../run.mjs";
import { startPage } from "./start-page.mjs";

const { NextRequest } = createRequire(join(root, "packages/bindings/next/package.json"))(
  "next/server",
);

test("protect-all-pages-but-some: the proxy of the page lets a request without a session reach public pages only", async () => {
  const { load } = startPage("protect-all-pages-but-some");
  const { proxy } = await load("proxy.ts");
  const { sessions } = await load("lib/sessions.ts");
  /** @param {string} path @param {Record<string, string>} [headers] */
  const send = async (path, headers = {}) => {
    const page = {
      "sec-fetch-dest": "document",
      "sec-fetch-mode": "navigate",
      accept: "text/html",
    };
    const request = new NextRequest(`https://app.example${path}`, {
      headers: { ...page, ...headers },
    });
    const { status, headers: answered } = await proxy(request);
    return [status, answered.get("location")];
  };
  const isPassed = [200, null];
  for (const path of [
    "/",
    "/about",
    "/about/team",
    "/pricing",
    "/robots.txt",
    "/sign-in",
    "/api/auth/session",
  ])
    expect([path, await send(path)]).toEqual([path, isPassed]);
  for (const path of ["/orders", "/pricing/old", "/About", "/aboutx"])
    expect(await send(path)).toEqual([
      307,
      `https://app.example/sign-in?callbackUrl=${encodeURIComponent(path)}`,
    ]);
  const { tokens } = await sessions.create("ada");
  expect(await send("/orders", { authorization: `Bearer ${tokens.accessToken}` })).toEqual(
    isPassed,
  );
});

test("protect-all-pages-but-some: the matcher leaves out files and the endpoints, and nothing else", async () => {
  const { config } = await startPage("protect-all-pages-but-some").load("proxy.ts");
  const matcher = new RegExp(`^${config.matcher[0]}$`);
  const paths = [
    "/",
    "/orders",
    "/api/orders",
    "/api/auth/session",
    "/_next/static/a.js",
    "/images/a.png",
  ];
  expect(paths.filter((path) => matcher.test(path))).toEqual(["/", "/orders", "/api/orders"]);
});
