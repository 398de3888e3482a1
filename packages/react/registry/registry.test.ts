import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

interface Item {
  readonly $schema: string;
  readonly dependencies: readonly string[];
  readonly files: readonly { readonly target: string; readonly content: string }[];
}

const root = join(import.meta.dirname, "..");
const item: Item = JSON.parse(readFileSync(join(root, "dist/registry.json"), "utf8"));
const folder = join(root, ".results/registry");

test("the copied components compile in an application that has the package", () => {
  rmSync(folder, { recursive: true, force: true });
  for (const { target, content } of item.files) {
    const file = join(folder, target);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  const config = {
    compilerOptions: {
      target: "ES2022",
      lib: ["ES2023", "DOM"],
      module: "ESNext",
      moduleResolution: "Bundler",
      jsx: "react-jsx",
      strict: true,
      noEmit: true,
      skipLibCheck: true,
    },
    include: ["components"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  execFileSync("tsc", ["-p", folder], { cwd: root, stdio: "pipe" });
});

test("the copied components take the hooks from the package and nothing else", () => {
  const imports = item.files.flatMap(({ content }) =>
    [...content.matchAll(/from "([^."][^"]*)"/g)].map(([, name]) => name),
  );
  expect(new Set(imports)).toEqual(new Set([...item.dependencies, "react"]));
});

test("the styles are one file without imports", () => {
  const styles = readFileSync(join(root, "dist/ui.css"), "utf8");
  expect(styles).not.toContain("@import");
  expect(styles).toContain("@layer theme, base, components, utilities;");
  expect(item.files.find(({ target }) => target.endsWith("ui.css"))?.content).toBe(styles);
});
