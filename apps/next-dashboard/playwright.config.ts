import { defineConfig } from "@playwright/test";
import base from "../../playwright.base.ts";
import type { Options } from "./e2e/support/test.ts";

/** Pages look the same with both strategies. */
const LOOKS = /screenshots\.spec\.ts$/;

/** Runs the tests with both strategies, each with a server, a port and a database file of its own. */
export default defineConfig<object, Options>({
  ...base,
  projects: [
    { name: "jwt", testIgnore: LOOKS, use: { strategy: "jwt" } },
    { name: "database", testIgnore: LOOKS, use: { strategy: "database" } },
    { name: "looks", testMatch: LOOKS, use: { strategy: "jwt" } },
  ],
});
