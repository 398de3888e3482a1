import type { Readable } from "node:stream";
import { type BindingApp, type BindingSetup, describeBinding } from "@sessionkit/testing";
import { Miniflare } from "miniflare";
import { bundle } from "./bundle.ts";
import { controlOf } from "./control-of.ts";
import { describeRuntime } from "./describe-runtime.ts";
import { startEdge } from "./start-edge.ts";

const code = bundle(new URL("./entries/worker.ts", import.meta.url));

async function startWorkers(setup: BindingSetup): Promise<BindingApp> {
  let output = "";
  const keep = (stream: Readable) =>
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const workers = new Miniflare({
    modules: true,
    script: await code,
    compatibilityDate: "2026-04-01",
    bindings: { SETUP: JSON.stringify(setup) },
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
    control: controlOf(edge.origin),
    output: () => output,
    close: async () => {
      await edge.close();
      await workers.dispose();
    },
  };
}

describeBinding("Hono on Workers", startWorkers);
describeRuntime("Workers", startWorkers);
