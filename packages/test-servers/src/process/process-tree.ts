import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { requireProgram } from "./server-programs.ts";

const run = promisify(execFile);

/** Returns the ids of a process and its descendants, parents first, without zombies. */
export async function processTree(root: number): Promise<number[]> {
  const alive = await livingProcesses();
  const tree = alive.has(root) ? [root] : [];
  for (const parent of tree) {
    for (const [pid, its] of alive) if (its === parent) tree.push(pid);
  }
  return tree;
}

/** Returns the parent of each running process, by process id, without zombies. */
export async function livingProcesses(): Promise<Map<number, number>> {
  const ps = requireProgram("ps");
  const { stdout } = await run(ps, ["-A", "-o", "pid=,ppid=,stat="]);
  return new Map(
    stdout
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , state]) => state && !state.startsWith("Z"))
      .map(([pid, parent]) => [Number(pid), Number(parent)]),
  );
}
