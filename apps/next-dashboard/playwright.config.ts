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

/** Pages look the same with either strategy. */
const LOOKS = /screenshots\.spec\.ts$/;

/** The same tests twice: each strategy has a server, a port and a database file of its own. */
export default defineConfig<object, Options>({
  ...base,
  testDir: "e2e",
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: {
    ...base.use,
    ...devices["Desktop Chrome"],
    launchOptions: { ...base.use?.launchOptions, args: chromium },
  },
  projects: [
    { name: "jwt", testIgnore: LOOKS, use: { strategy: "jwt" } },
    { name: "database", testIgnore: LOOKS, use: { strategy: "database" } },
    { name: "looks", testMatch: LOOKS, use: { strategy: "jwt" } },
  ],
});
