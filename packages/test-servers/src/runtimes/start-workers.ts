import type { Readable } from "node:stream";
import { Miniflare } from "miniflare";
import { startEdge } from "./start-edge.ts";
import type { RuntimeServer } from "./start-process.ts";

/**
 * Runs a module in workerd, behind a proxy that refuses methods which Workers do not support.
 *
 * @param databases the names of bindings to D1 databases, which are new and in memory
 */
export async function startWorkers(
  code: string,
  bindings: Readonly<Record<string, string>>,
  databases: readonly string[] = [],
): Promise<RuntimeServer> {
  let output = "";
  const keep = (stream: Readable) =>
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const workers = new Miniflare({
    modules: true,
    script: code,
    compatibilityDate: "2026-04-01",
    bindings,
    d1Databases: [...databases],
    host: "127.0.0.1",
    port: 0,
    handleRuntimeStdio: (stdout: Readable, stderr: Readable) => {
      keep(stdout);
      keep(stderr);
    },
  });
  const edge = await startEdge(await workers.ready);
  return {
    origin: edge.origin,
    output: () => output,
    close: async () => {
      await edge.close();
      await workers.dispose();
    },
  };
}
