import { execFile } from "node:child_process";
import { chmod, cp, mkdir, rename, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { removeFolder, temporaryFolder } from "../process/temporary-folder.ts";
import { installedPostgres, postgresOwner, programsFor } from "./postgres-programs.ts";

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

it("does not copy programs if the server runs as this user", async () => {
  expect(await programsFor(undefined, "/somewhere/bin")).toBe("/somewhere/bin");
});

it.runIf(isRoot)("returns a user other than root", async () => {
  const owner = await postgresOwner();
  expect(owner?.uid).toBeGreaterThan(0);
  expect(owner?.gid).toBeGreaterThan(0);
});

it.runIf(isRoot).each([
  ["does not copy programs from a folder that the user can read", 0o755, true],
  ["copies programs from a folder that the user cannot read", 0o700, false],
])("%s", async (_, mode, stays) => {
  const home = await temporaryFolder();
  onTestFinished(() => removeFolder(home));
  const installed = join(home, "native/bin");
  await mkdir(dirname(installed));
  await cp(dirname(await installedPostgres()), dirname(installed), {
    recursive: true,
    verbatimSymlinks: true,
  });
  await rename(join(installed, "initdb"), join(installed, "initdb.linked"));
  await symlink("initdb.linked", join(installed, "initdb"));
  await chmod(home, mode);

  const owner = await postgresOwner();
  const programs = await programsFor(owner, installed);

  if (!stays) onTestFinished(() => removeFolder(dirname(programs)));
  expect(programs === installed).toBe(stays);
  // The program finds its other files relative to its own path.
  const { stdout, stderr } = await run(join(programs, "initdb"), ["--show", "--pgdata=data"], {
    ...owner,
    cwd: "/",
  });
  expect(stdout + stderr).toContain(`share_path=${join(dirname(programs), "share")}`);
});
