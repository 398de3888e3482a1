import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { missingPrograms, requireProgram } from "./server-programs.ts";
import { removeFolder, temporaryFolder } from "./temporary-folder.ts";

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  vi.stubEnv("PATH", folder);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await removeFolder(folder);
});

it("returns a program that is installed", async () => {
  const path = await install("redis-cli");
  expect(requireProgram("redis-cli")).toBe(path);
});

it("names the package of a program that is not installed", () => {
  expect(() => requireProgram("redis-cli")).toThrow("apt-get install -y redis-tools");
});

it("lists the programs that are not installed, each with its package", async () => {
  const redis = { name: "redis-server", debianPackage: "redis-server" };
  expect(missingPrograms()).toContainEqual(redis);
  await install("redis-server");
  expect(missingPrograms()).not.toContainEqual(redis);
});

async function install(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, "#!/bin/sh\n");
  await chmod(path, 0o755);
  return path;
}
