import { devices, type PlaywrightTestConfig } from "@playwright/test";
import { findBrowser } from "@sessionkit/test-servers/browser";

const executablePath = findBrowser();

/**
 * What all browser tests share: the browser, limits for a busy machine, and results that `scripts/test.mjs` can count.
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
      ...(executablePath === undefined ? {} : { executablePath }),
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
