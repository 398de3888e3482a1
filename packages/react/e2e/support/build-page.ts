import { fileURLToPath } from "node:url";
import { build } from "vite";
import { buildStyles } from "./build-styles.ts";

const page = fileURLToPath(new URL("../page", import.meta.url));
const results = fileURLToPath(new URL("../../.results/page", import.meta.url));

/**
 * Builds the page with Vite, with the development build of React, which mounts twice and prints warnings.
 *
 * @param outDir is emptied first: tests that run at the same time need folders of their own
 * @returns the output folder
 */
export async function buildPage(outDir: string = results): Promise<string> {
  await build({
    configFile: false,
    root: page,
    mode: "development",
    // A build of Vite uses production otherwise, in any mode.
    define: { "process.env.NODE_ENV": '"development"' },
    // Vite warns of `use client`, which it ignores.
    logLevel: "error",
    build: { outDir, emptyOutDir: true, minify: false },
  });
  buildStyles(outDir);
  return outDir;
}
