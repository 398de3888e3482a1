import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { removeFolder, temporaryFolder } from "../process/temporary-folder.ts";
import { findBrowser } from "./find-browser.ts";

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  vi.stubEnv("PATH", folder);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await removeFolder(folder);
});

it.each(["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])(
  "finds %s on the path, before the browser of Playwright",
  async (name) => {
    const browser = await install(name, 0);
    expect(findBrowser(await install("downloaded", 0))).toBe(browser);
  },
);

it("ignores a browser that does not start", async () => {
  await install("chromium", 127);
  const chrome = await install("google-chrome", 0);
  expect(findBrowser(join(folder, "none"))).toBe(chrome);
});

it("finds the browser of Playwright if the path has none that starts", async () => {
  await install("chromium-browser", 1);
  const downloaded = await install("downloaded", 0);
  expect(findBrowser(downloaded)).toBe(downloaded);
});

it("finds nothing if the browser of Playwright is missing or does not start", async () => {
  expect(findBrowser(join(folder, "none"))).toBeUndefined();
  expect(findBrowser(await install("downloaded", 127))).toBeUndefined();
});

async function install(name: string, status: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\nexit ${status}\n`);
  await chmod(path, 0o755);
  return path;
}
