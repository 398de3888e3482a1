import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const page = fileURLToPath(new URL("../page", import.meta.url));
const ui = fileURLToPath(new URL("../../dist/ui.css", import.meta.url));
const layout = join(page, "styles/layout.css");
const bootstrap = require.resolve("bootstrap/dist/css/bootstrap.css");

const PREFLIGHT_3 = "@tailwind base;\n@tailwind components;\n@tailwind utilities;\n";

/** The style sheets that the page can have around `ui.css`. */
const SHEETS: Readonly<Record<string, () => string>> = {
  plain: () => concatenate(ui, join(page, "styles/plain.css"), layout),
  none: () => "",
  "reset-first": () => concatenate(join(page, "styles/reset.css"), ui, layout),
  "reset-last": () => concatenate(ui, join(page, "styles/reset.css"), layout),
  "bootstrap-first": () => concatenate(bootstrap, ui, layout),
  "bootstrap-last": () => concatenate(ui, bootstrap, layout),
  "tailwind3-first": () => tailwind3() + concatenate(ui, layout),
  "tailwind3-last": () => concatenate(ui) + tailwind3() + concatenate(layout),
  "tailwind4-first": () => tailwind4('@import "tailwindcss";', `@import "${ui}";`),
  "tailwind4-last": () => tailwind4(`@import "${ui}";`, '@import "tailwindcss";'),
  shadcn: () => tailwind4(`@import "${page}/styles/shadcn.css";`, `@import "${ui}";`),
};

/** Writes each sheet to `styles/<name>.css`, as the compiler of its framework makes it. */
export function buildStyles(outDir: string): void {
  mkdirSync(join(outDir, "styles"), { recursive: true });
  for (const [name, build] of Object.entries(SHEETS))
    writeFileSync(join(outDir, "styles", `${name}.css`), build());
}

function concatenate(...files: readonly string[]): string {
  return files.map((file) => readFileSync(file, "utf8")).join("\n");
}

function tailwind3(): string {
  const cli = join(dirname(require.resolve("tailwindcss-3/package.json")), "lib/cli.js");
  return compile(cli, PREFLIGHT_3, ["--content", join(page, "page.tsx")]);
}

function tailwind4(...imports: readonly string[]): string {
  const cli = join(dirname(require.resolve("@tailwindcss/cli/package.json")), "dist/index.mjs");
  const source = `@source "${page}/page.tsx";`;
  return compile(cli, [...imports, source, `@import "${layout}";`].join("\n"), []);
}

function compile(cli: string, css: string, options: readonly string[]): string {
  return execFileSync(process.execPath, [cli, "-i", "-", ...options], {
    cwd: page,
    input: css,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "ignore"],
  });
}
