import { execFileSync } from "node:child_process";
import { median } from "./measure-all.ts";

const RUNS = 9;
const SCRIPT =
  'const t = performance.now(); await import("@sessionkit/core"); console.log(performance.now() - t);';

/** Milliseconds to import core in a new process; the median. */
export function importTime(): number {
  const cwd = new URL("../../", import.meta.url).pathname;
  const times = Array.from({ length: RUNS }, () =>
    Number(
      execFileSync(process.execPath, ["--input-type=module", "--eval", SCRIPT], {
        cwd,
        timeout: 20_000,
        encoding: "utf8",
      }),
    ),
  );
  return median(times);
}
