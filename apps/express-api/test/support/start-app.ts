import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const apps = new URL("../../../", import.meta.url);

export interface StartedApp {
  readonly origin: string;
  /** The output so far. */
  output(): string;
  close(): Promise<void>;
}

/** Starts an application in a process of its own, like its `start` script. */
export async function startApp(
  env: Readonly<Record<string, string>>,
  name = "express-api",
): Promise<StartedApp> {
  const child = spawn(process.execPath, ["--import", "tsx", "src/index.ts"], {
    cwd: fileURLToPath(new URL(name, apps)),
    env: { ...process.env, PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const origin = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        const address = / is at (http:\S+)/.exec(output)?.[1];
        if (address && output.includes("Stop it")) resolve(address);
      });
    }
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`It ended with ${code}: ${output}`)));
  });
  return { origin, output: () => output, close: () => end(child) };
}

/** Ends the process like Ctrl+C, so that the server closes its connections. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const deadline = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await once(child, "exit");
  clearTimeout(deadline);
}
