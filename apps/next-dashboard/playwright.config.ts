import { defineConfig } from "@playwright/test";
import base from "../../playwright.base.ts";
import type { Options } from "./e2e/support/test.ts";

/** Pages look the same with either strategy. */
const LOOKS = /screenshots\.spec\.ts$/;

/** The same tests twice: each strategy has a server, a port and a database file of its own. */
export default defineConfig<object, Options>({
  ...base,
  projects: [
    { name: "jwt", testIgnore: LOOKS, use: { strategy: "jwt" } },
    { name: "database", testIgnore: LOOKS, use: { strategy: "database" } },
    { name: "looks", testMatch: LOOKS, use: { strategy: "jwt" } },
  ],
});
