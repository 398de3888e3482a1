import { createRequire } from "node:module";
import { findBinary } from "./find-binary.ts";

const { resolve } = createRequire(import.meta.url);
const isWindows = process.platform === "win32";

/** The path of Bun, as npm has it; null if npm has none for this platform. */
export function findBun(): string | null {
  return findBinary(resolve("bun/package.json"), isWindows ? "bin/bun.exe" : "bin/bun");
}

/** The path of Deno, as npm has it; null if npm has none for this platform. */
export function findDeno(): string | null {
  return findBinary(resolve("deno/package.json"), isWindows ? "deno.exe" : "deno");
}
