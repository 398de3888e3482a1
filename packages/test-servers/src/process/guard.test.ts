import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ModuleKind, transpileModule } from "typescript";
import { expect, it, onTestFinished } from "vitest";
import { livingProcesses } from "./process-tree.ts";
import { waitUntil } from "./wait-until.ts";

/** A test run that starts two servers and prints their process ids. */
const TEST_RUN = `
import { spawn } from "node:child_process";
import { guard } from "./guard.mjs";
const server = () => spawn("sleep", ["600"], { detached: true, stdio: "ignore" });
const [watched, unwatched] = [server(), server()];
guard.watch("processes", watched.pid);
guard.watch("processes", unwatched.pid);
guard.watch("folders", process.argv[2]);
guard.unwatch("processes", unwatched.pid);
process.kill(watched.pid, "SIGSTOP");
console.log(watched.pid, unwatched.pid);
setInterval(() => undefined, 1_000);
`;

it.each(["SIGKILL", "SIGINT"] as const)(
  "ends servers, paused ones too, and removes their folders when a test run ends by %s",
  async (signal) => {
    const folder = await mkdtemp(join(tmpdir(), "sessionkit-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const data = join(folder, "data");
    await mkdir(data);
    await writeFile(join(folder, "guard.mjs"), await javaScriptOf("./guard.ts"));
    await writeFile(join(folder, "run.mjs"), TEST_RUN);
    const run = spawn(process.execPath, ["run.mjs", join(basename(folder), "data")], {
      cwd: folder,
    });
    const [line] = await once(run.stdout, "data");
    const [watched = 0, unwatched = 0] = String(line).split(" ").map(Number);
    onTestFinished(() => {
      process.kill(unwatched);
    });

    run.kill(signal);

    await waitUntil("the end of the server", async () => !(await livingProcesses()).has(watched));
    await waitUntil("the end of its folder", () => !existsSync(data));
    expect((await livingProcesses()).has(unwatched)).toBe(true);
  },
);

async function javaScriptOf(file: string): Promise<string> {
  const source = await readFile(new URL(file, import.meta.url), "utf8");
  return transpileModule(source, { compilerOptions: { module: ModuleKind.ESNext } }).outputText;
}
