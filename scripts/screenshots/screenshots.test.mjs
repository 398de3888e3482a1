import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../run.mjs";
import { pictures } from "./pictures.mjs";
import { schemes, takeScreenshots } from "./take-screenshots.mjs";

const images = join(root, "docs/images");
const names = Object.keys(pictures).flatMap((name) =>
  schemes.map((scheme) => `${name}-${scheme}.png`),
);

test("the documentation has each picture in light and dark, and no others", () => {
  expect(readdirSync(images).sort()).toEqual([...names].sort());
  const page = readFileSync(join(root, "docs/react.md"), "utf8");
  const shown = [...page.matchAll(/!\[[^\]]+\]\(images\/([^)]+)\)/g)].map(([, name]) => name);
  expect(shown.sort()).toEqual([...names].sort());
});

test.each(names)("%s is a PNG of at most 60 kB", (name) => {
  const bytes = readFileSync(join(images, name));
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  expect(bytes.length).toBeLessThanOrEqual(60_000);
});

test("a picture that is taken again has the size of the component", async () => {
  const folder = mkdtempSync(join(tmpdir(), "screenshots-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { "active-sessions": list } = pictures;
  if (!list) throw new Error("There is no such picture.");
  await takeScreenshots(folder, { list });
  expect(readdirSync(folder)).toEqual(["list-dark.png", "list-light.png"]);
  const [width, height] = [16, 20].map((at) =>
    readFileSync(join(folder, "list-light.png")).readUInt32BE(at),
  );
  expect(width).toBe(560);
  expect(height).toBeGreaterThan(300);
}, 120_000);
