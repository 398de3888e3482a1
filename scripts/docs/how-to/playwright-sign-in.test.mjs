import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { bareEnvironment } from "../../bare-environment.mjs";
import { findPort } from "../../find-port.mjs";
import { root, run } from "../../run.mjs";
import { startPage } from "./start-page.mjs";

test("playwright-sign-in: the fixture of the page signs in, with a store that the server shares", async () => {
  const { folder } = startPage("playwright-sign-in");
  vi.useRealTimers();
  const PORT = String(await findPort());
  const secret = "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=";
  const url = `http://localhost:${PORT}`;
  writeFileSync(
    join(folder, "playwright.config.ts"),
    `import base from ${JSON.stringify(join(root, "playwright.base.ts"))};
     const webServer = { command: "node --import tsx express/server.ts", url: "${url}/sign-in" };
     export default { ...base, testMatch: /(spec|other).ts$/, reporter: "list", use: { ...base.use, baseURL: "${url}" }, webServer };`,
  );
  const { output } = await run(
    ["node", join(root, "node_modules/@playwright/test/cli.js"), "test"],
    {
      cwd: folder,
      env: { ...bareEnvironment(), PORT, SESSION_SECRET: secret },
      minutes: 2,
    },
  );
  expect(output).toMatch(/^ {2}8 passed/m);
}, 120_000);
