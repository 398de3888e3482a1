import { createRequire } from "node:module";
import { join } from "node:path";

export type Fixture = "main" | "edge" | "pages";

export const fixtures: readonly Fixture[] = ["main", "edge", "pages"];

/** For tests only. */
export const SECRET = "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=";

export const nextCommand: string = createRequire(import.meta.url).resolve("next/dist/bin/next");

export function fixtureFolder(fixture: Fixture): string {
  return join(import.meta.dirname, "..", "fixture", fixture);
}
