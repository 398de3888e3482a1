import { defineConfig } from "@playwright/test";
import base from "../../playwright.base.ts";
import type { Options } from "./e2e/support/test.ts";

/** In development, React also checks names and attributes during hydration. */
const HYDRATION = /hydration\.spec\.ts$/;

export default defineConfig<object, Options>({
  ...base,
  projects: [
    { name: "built", use: { mode: "start" } },
    { name: "in development", testMatch: HYDRATION, use: { mode: "dev" } },
  ],
});
