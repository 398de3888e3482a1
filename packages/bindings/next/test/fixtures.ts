import { createRequire } from "node:module";
import { join } from "node:path";

export const fixtures = ["main", "edge", "pages", "contract", "locales"] as const;

export type Fixture = (typeof fixtures)[number];

/** For tests only. */
export const SECRET = "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=";

export const nextCommand: string = createRequire(import.meta.url).resolve("next/dist/bin/next");

export function fixtureFolder(fixture: Fixture): string {
  return join(import.meta.dirname, "..", "fixture", fixture);
}
