import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { devices, type PlaywrightTestConfig } from "@playwright/test";

/**
 * What all browser tests share: the system's Chromium where there is one (otherwise the browser that Playwright
 * installed), limits for a busy machine, and results that `scripts/test.mjs` can count.
 */
const config: PlaywrightTestConfig = {
  testDir: "e2e",
  forbidOnly: true,
  workers: 1,
  // For a busy machine: axe alone takes half a minute there. Nothing that hangs passes by it.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: ".results/playwright.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    // A film of every test costs more than the test.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: {
      ...systemBrowser(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
      // Playwright turns it off, and going back is what users do.
      ignoreDefaultArgs: ["--disable-back-forward-cache"],
    },
  },
};

export default config;

function systemBrowser(): { executablePath?: string } {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const executablePath = folders.map((folder) => join(folder, "chromium")).find(existsSync);
  return executablePath === undefined ? {} : { executablePath };
}
