import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the built package says that it belongs to the client", () => {
  expect(readFileSync("dist/index.js", "utf8")).toMatch(/^"use client";\n/);
});

test("the built package brings no React of its own", () => {
  const imports = [...readFileSync("dist/index.js", "utf8").matchAll(/from "([^"]+)"/g)];
  expect(imports.map(([, from]) => from).sort()).toEqual(["@sessionkit/client", "react"]);
});
