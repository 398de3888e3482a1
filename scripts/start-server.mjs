import { spawn } from "node:child_process";

/**
 * Runs `$@` until it ends or the standard input is closed. Then the whole process group is terminated, so that no process
 * outlives its parent, even if the parent was killed.
 */
const guard = `exec 3<&0
"$@" 3<&- < /dev/null & child=$!
(read -r _ <&3; kill -TERM 0) > /dev/null 2>&1 &
wait $child`;

/**
 * Starts a server and waits until it prints its address, for at most two minutes.
 *
 * @param {string[]} command
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ origin: string, close(): Promise<void> }>}
 */
export function startServer(command, { cwd, env }) {
  const shell = spawn("sh", ["-c", guard, "sh", ...command], { cwd, env, detached: true });
  const ended = new Promise((resolve) => shell.once("close", resolve));
  let output = "";

  return new Promise((resolve, reject) => {
    const late = setTimeout(() => fail("did not print its address"), 120_000);
    for (const stream of [shell.stdout, shell.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
        const origin = /http:\/\/[\w.]+:\d+/.exec(output)?.[0];
        if (!origin) return;
        clearTimeout(late);
        resolve({ origin, close });
      });
    }
    shell.once("error", reject);
    shell.once("exit", () => fail("ended before it printed its address"));

    /** @param {string} what */
    function fail(what) {
      clearTimeout(late);
      shell.stdin.end();
      reject(new Error(`${command.join(" ")} ${what}:\n${output}`));
    }
  });

  async function close() {
    shell.stdin.end();
    await ended;
  }
}
