import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A program in another runtime that listens on loopback. */
export interface RuntimeServer {
  readonly origin: string;
  /** Everything it has written so far. */
  output(): string;
  close(): Promise<void>;
}

const LIMIT_MS = 60_000;

/** Runs a module that prints its address, in a folder of its own. */
export async function startProcess(
  binary: string,
  args: readonly string[],
  code: string,
  environment: Readonly<Record<string, string>>,
): Promise<RuntimeServer> {
  const folder = await mkdtemp(join(tmpdir(), "sessionkit-runtime-"));
  const file = join(folder, "app.mjs");
  await writeFile(file, code);
  const child = spawn(binary, [...args, file], {
    cwd: folder,
    env: { HOME: folder, PATH: "", NO_COLOR: "1", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const signal = AbortSignal.timeout(LIMIT_MS);
  const address = () => /^http:\/\/127\.0\.0\.1:\d+$/m.exec(output)?.[0];
  while (address() === undefined) {
    const ended = once(child, "exit", { signal }).then(() => {
      throw new Error(`${binary} ended.\n${output}`);
    });
    await Promise.race([once(child.stdout, "data", { signal }), ended]);
  }
  return {
    origin: address() as string,
    output: () => output,
    close: async () => {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}
