import { spawn } from "node:child_process";

/**
 * `$@` runs until it ends, or until nobody holds the other end of our input any more: then the whole group goes, so that
 * nothing outlives whoever started it, however that one ended.
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
  let said = "";

  return new Promise((resolve, reject) => {
    const late = setTimeout(() => fail("did not say where it is"), 120_000);
    for (const stream of [shell.stdout, shell.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        said += text;
        const origin = /http:\/\/[\w.]+:\d+/.exec(said)?.[0];
        if (!origin) return;
        clearTimeout(late);
        resolve({ origin, close });
      });
    }
    shell.once("error", reject);
    shell.once("exit", () => fail("ended before it served"));

    /** @param {string} what */
    function fail(what) {
      clearTimeout(late);
      shell.stdin.end();
      reject(new Error(`${command.join(" ")} ${what}:\n${said}`));
    }
  });

  async function close() {
    shell.stdin.end();
    await ended;
  }
}
