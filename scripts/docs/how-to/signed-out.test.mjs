import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../run.mjs";
import { listen, serve } from "./serve.mjs";
import { signIn, startApp, startPage } from "./start-page.mjs";

test("why-signed-out: every reason of a user who is signed out has a text, and a link cannot show one of its own", async () => {
  const { whySignedOut } = await startPage("why-signed-out").load("lib/why-signed-out.ts");
  const [, table = ""] = readFileSync(join(root, "docs/troubleshooting.md"), "utf8").split(
    "\n## Reasons\n",
  );
  const cells = table.split("\n## ")[0]?.matchAll(/^\| (`.+?) \|/gm) ?? [];
  const reasons = [...cells].flatMap(([, cell = ""]) => cell.replaceAll("`", "").split(", "));
  expect(reasons).toContain("revoked");
  const silent = reasons.filter((reason) => whySignedOut(reason) === null);
  expect(silent).toEqual(["absent", "guest", "unavailable"]);
  for (const value of ["<b>Call this number</b>", "constructor", ["revoked"], null, undefined])
    expect(whySignedOut(value)).toBeNull();
});

test("limit-devices: a fourth sign-in ends the oldest session", async () => {
  const { openBrowser } = await startApp("limit-devices", "express", "sign-in.ts");
  const browsers = [openBrowser(), openBrowser(), openBrowser(), openBrowser()];
  for (const browser of browsers)
    expect((await signIn(browser, "ada", { path: "/login" })).status).toBe(200);
  const reasons = await Promise.all(
    browsers.map(
      async (browser) => JSON.parse((await browser.send("GET", "/api/auth/session")).body).reason,
    ),
  );
  expect(reasons).toEqual(["revoked", null, null, null]);
});

test("limit-devices: the policy that refuses is answered with 409", async () => {
  const { folder, load } = startPage("limit-devices");
  const file = join(folder, "lib/sessions.ts");
  const code = readFileSync(file, "utf8");
  writeFileSync(file, code.replace("perUser: 3", 'perUser: 1, policy: "refuse"'));
  await load("express/sign-in.ts");
  const { openBrowser } = await serve(listen((await load("express/app.ts")).app));
  const [first, second] = [openBrowser(), openBrowser()];
  expect((await signIn(first, "ada", { path: "/login" })).status).toBe(200);
  expect(await signIn(second, "ada", { path: "/login" })).toMatchObject({
    status: 409,
    body: '{"code":"session_limit","limit":1}',
  });
});
