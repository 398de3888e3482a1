// Writes dist/ui.css, which is one file, and dist/registry.json: the components as source for `npx shadcn add`.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const source = join(import.meta.dirname, "../src");
const dist = join(import.meta.dirname, "../dist");

const ENTRIES = [
  "components/active-sessions.tsx",
  "components/session-expiry-notice.tsx",
  "components/sign-out-button.tsx",
];

const styles = flattenStyles();
writeFileSync(join(dist, "ui.css"), styles);
writeFileSync(join(dist, "registry.json"), `${JSON.stringify(describeItem(), null, 2)}\n`);

/** Puts the imported files in the place of their `@import`. */
function flattenStyles() {
  const main = readFileSync(join(source, "ui.css"), "utf8");
  return main.replaceAll(/@import "(.+)";\n/g, (_, file) =>
    readFileSync(join(source, file), "utf8"),
  );
}

/** https://ui.shadcn.com/docs/registry/registry-item-json */
function describeItem() {
  const files = ENTRIES.reduce(collect, /** @type {Set<string>} */ (new Set()));
  return {
    $schema: "https://ui.shadcn.com/schema/registry-item.json",
    name: "sessionkit",
    type: "registry:component",
    title: "sessionkit",
    description: "Active sessions, a notice before the session expires, and a sign-out button.",
    dependencies: ["@sessionkit/client", "@sessionkit/core", "@sessionkit/react"],
    files: [
      ...[...files].sort().map((file) => describeFile(file, adapt(file))),
      describeFile("ui.css", styles),
    ],
  };
}

/**
 * Adds a file and those that it imports, except for the hooks: they come from the package.
 *
 * @param {Set<string>} files
 * @param {string} file
 */
function collect(files, file) {
  if (files.has(file)) return files;
  files.add(file);
  for (const [, path = ""] of read(file).matchAll(/from "(\.[^"]+)"/g)) {
    const imported = join(dirname(file), path);
    if (!imported.startsWith("hooks/")) collect(files, imported);
  }
  return files;
}

/** @param {string} file */
function adapt(file) {
  const directive = file.endsWith(".tsx") ? '"use client";\n\n' : "";
  const text = read(file).replaceAll(/from "(\.[^"]+)"/g, (_, path) => {
    const imported = join(dirname(file), path);
    return imported.startsWith("hooks/")
      ? 'from "@sessionkit/react"'
      : `from "${relative(dirname(file), imported)
          .replace(/^(?!\.)/, "./")
          .replace(/\.tsx?$/, "")}"`;
  });
  return directive + text;
}

/** @param {string} file */
function read(file) {
  return readFileSync(join(source, file), "utf8");
}

/**
 * @param {string} file
 * @param {string} content
 */
function describeFile(file, content) {
  const target = `components/sessionkit/${file}`;
  return { path: target, type: "registry:file", target, content };
}
