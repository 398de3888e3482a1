import { defineConfig } from "@playwright/test";
import base from "../../playwright.base.ts";
import type { Options } from "./e2e/support/test.ts";

/** The same with both strategies. */
const ONCE = /(screenshots|starting)\.spec\.ts$/;

/**
 * Runs the tests with both strategies, in two workers. Each worker has a server, a port and a database file of its own, and
 * shares the build.
 */
export default defineConfig<object, Options>({
  ...base,
  workers: 2,
  projects: [
    { name: "jwt", testIgnore: ONCE, use: { strategy: "jwt" } },
    { name: "database", testIgnore: ONCE, use: { strategy: "database" } },
    { name: "once", testMatch: ONCE, use: { strategy: "jwt" } },
  ],
});
