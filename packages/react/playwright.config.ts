import { defineConfig, devices } from "@playwright/test";
import base from "../../playwright.base.ts";

const chromium = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  ...base,
  testDir: "e2e",
  // For a busy machine: axe alone takes half a minute there. Nothing that hangs passes by it.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: {
    ...base.use,
    ...devices["Desktop Chrome"],
    launchOptions: {
      ...base.use?.launchOptions,
      args: chromium,
      // Playwright turns it off, and one of the proofs is about it.
      ignoreDefaultArgs: ["--disable-back-forward-cache"],
    },
  },
});
