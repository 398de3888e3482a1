import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BindingApp, BindingSetup } from "@sessionkit/testing";
import { controlOf } from "./control-of.ts";

const LIMIT_MS = 30_000;

/** The application of the contract in another runtime, from a bundle that prints its address. */
export async function startProcess(
  binary: string,
  args: readonly string[],
  code: string,
  setup: BindingSetup,
): Promise<BindingApp> {
  const folder = await mkdtemp(join(tmpdir(), "sessionkit-hono-"));
  const file = join(folder, "app.mjs");
  await writeFile(file, code);
  const child = spawn(binary, [...args, file], {
    cwd: folder,
    env: { HOME: folder, PATH: "", NO_COLOR: "1", SETUP: JSON.stringify(setup) },
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
  const origin = address() as string;
  return {
    origin,
    control: controlOf(origin),
    output: () => output,
    close: async () => {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}
