import { defineConfig, devices } from "@playwright/test";
import base from "../../playwright.base.ts";
import type { Options } from "./e2e/support/test.ts";

const chromium = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** What React checks in development only: names and attributes of what it hydrates. */
const HYDRATION = /hydration\.spec\.ts$/;

export default defineConfig<object, Options>({
  ...base,
  testDir: "e2e",
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: {
    ...base.use,
    ...devices["Desktop Chrome"],
    launchOptions: {
      ...base.use?.launchOptions,
      args: chromium,
      // Playwright turns it off, and going back is what some of the tests do.
      ignoreDefaultArgs: ["--disable-back-forward-cache"],
    },
  },
  projects: [
    { name: "built", use: { mode: "start" } },
    { name: "in development", testMatch: HYDRATION, use: { mode: "dev" } },
  ],
});
