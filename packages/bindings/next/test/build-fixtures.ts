import { spawn } from "node:child_process";
import { once } from "node:events";
import { fixtureFolder, fixtures, nextCommand } from "./fixtures.ts";

/** A build takes a quarter of a minute, and some minutes on a busy machine. */
const LIMIT = 1_200_000;

/** `next build` of every fixture, in sequence; without the secret, which only running servers have. */
export async function setup(): Promise<void> {
  for (const fixture of fixtures) {
    const { SESSION_SECRET: _, ...env } = process.env;
    const child = spawn(process.execPath, [nextCommand, "build", fixtureFolder(fixture)], {
      env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: LIMIT,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`next build of ${fixture} failed.\n${output}`);
  }
}
