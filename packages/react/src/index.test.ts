import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const dist = join(import.meta.dirname, "../dist");

test.each(["index", "ui"])("the entry %s begins with `use client`", (entry) => {
  expect(readFileSync(`${dist}/${entry}.js`, "utf8")).toMatch(/^"use client";\n/);
});

test("the built package does not bundle React", () => {
  const files = readdirSync(dist).filter((name) => name.endsWith(".js"));
  const imports = files.flatMap((name) =>
    [...readFileSync(`${dist}/${name}`, "utf8").matchAll(/from "([^".][^"]*)"/g)].map(
      ([, from]) => from,
    ),
  );
  expect([...new Set(imports)].sort()).toEqual([
    "@sessionkit/client",
    "react",
    "react/jsx-runtime",
  ]);
});
