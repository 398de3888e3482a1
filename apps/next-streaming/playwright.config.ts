import { defineConfig } from "@playwright/test";
import base from "../../playwright.base.ts";
import type { Options } from "./e2e/support/test.ts";

/** What React checks in development only: names and attributes of what it hydrates. */
const HYDRATION = /hydration\.spec\.ts$/;

export default defineConfig<object, Options>({
  ...base,
  projects: [
    { name: "built", use: { mode: "start" } },
    { name: "in development", testMatch: HYDRATION, use: { mode: "dev" } },
  ],
});
