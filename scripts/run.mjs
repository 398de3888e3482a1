import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

export const environment = {
  ...process.env,
  PATH: [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter),
  TURBO_TELEMETRY_DISABLED: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
  CHECKPOINT_DISABLE: "1",
};

/**
 * Runs a command for at most `minutes`, in the root of the workspace by default. With `show` its output is printed, and
 * otherwise returned.
 *
 * @param {string[]} command
 * @param {{ show?: boolean, cwd?: string, env?: NodeJS.ProcessEnv, minutes?: number }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function run(
  [name = "", ...args],
  { show = false, cwd = root, env = environment, minutes = 30 } = {},
) {
  return new Promise((resolve, reject) => {
    const child = spawn(name, args, {
      cwd,
      env,
      stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
      timeout: minutes * 60_000,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ ok: code === 0, output }));
  });
}
