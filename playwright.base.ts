import { devices, type PlaywrightTestConfig } from "@playwright/test";
import { chromiumOptions } from "@sessionkit/test-servers/browser";

/**
 * The configuration of all browser tests: the browser, time limits for a busy machine, and results that
 * `scripts/test.mjs` counts.
 */
const config: PlaywrightTestConfig = {
  testDir: "e2e",
  forbidOnly: true,
  workers: 1,
  // On a busy machine, axe alone takes half a minute.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: ".results/playwright.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    // Screenshots of every step take longer than the test.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: {
      ...chromiumOptions(),
      // Playwright disables the back-forward cache, and users have it enabled.
      ignoreDefaultArgs: ["--disable-back-forward-cache"],
    },
  },
};

export default config;
