import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { PlaywrightTestConfig } from "@playwright/test";

/**
 * What every application's browser tests share: the system's Chromium where there is one
 * (otherwise the browser that Playwright installed), and results that `scripts/test.mjs` can count.
 */
const config: PlaywrightTestConfig = {
  forbidOnly: true,
  workers: 1,
  reporter: [["list"], ["json", { outputFile: ".results/playwright.json" }]],
  use: {
    // A film of every test costs more than the test.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: systemBrowser(),
  },
};

export default config;

function systemBrowser(): { executablePath?: string } {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const executablePath = folders.map((folder) => join(folder, "chromium")).find(existsSync);
  return executablePath === undefined ? {} : { executablePath };
}
