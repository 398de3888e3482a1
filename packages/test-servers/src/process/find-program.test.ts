import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { findProgram } from "./find-program.ts";
import { removeFolder, temporaryFolder } from "./temporary-folder.ts";

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  vi.stubEnv("PATH", `${join(folder, "first")}:${join(folder, "second")}`);
  for (const name of ["first", "second"]) await mkdir(join(folder, name));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await removeFolder(folder);
});

it("finds a program in the first folder of the path that has it", async () => {
  const second = await write("second/some-program", 0o755);
  expect(findProgram("some-program")).toBe(second);
  const first = await write("first/some-program", 0o755);
  expect(findProgram("some-program")).toBe(first);
});

it("finds neither a file that cannot be executed nor a folder", async () => {
  await write("first/some-program", 0o644);
  await mkdir(join(folder, "second/some-program"));
  expect(findProgram("some-program")).toBeUndefined();
});

it("finds nothing in the current folder if the path is empty", () => {
  vi.stubEnv("PATH", "");
  expect(findProgram("package.json")).toBeUndefined();
});

it("finds a program in another folder if the path does not have it", async () => {
  const others = [join(folder, "others")];
  await mkdir(join(folder, "others"));
  const other = await write("others/some-program", 0o755);
  expect(findProgram("some-program")).toBeUndefined();
  expect(findProgram("some-program", others)).toBe(other);
  const second = await write("second/some-program", 0o755);
  expect(findProgram("some-program", others)).toBe(second);
});

async function write(name: string, mode: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, "#!/bin/sh\n");
  await chmod(path, mode);
  return path;
}
