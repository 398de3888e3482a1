import { fileURLToPath } from "node:url";
import { build } from "vite";

const page = fileURLToPath(new URL("../page", import.meta.url));
const outDir = fileURLToPath(new URL("../../.results/page", import.meta.url));

/**
 * Has Vite build the page as its users do, but with the React that mounts twice and prints warnings.
 *
 * @returns the folder with everything that the server has to send
 */
export async function buildPage(): Promise<string> {
  await build({
    configFile: false,
    root: page,
    mode: "development",
    // Vite's own choice for a build is production, whatever its mode.
    define: { "process.env.NODE_ENV": '"development"' },
    // It warns of `use client`, which means nothing to it.
    logLevel: "error",
    build: { outDir, emptyOutDir: true, minify: false },
  });
  return outDir;
}
