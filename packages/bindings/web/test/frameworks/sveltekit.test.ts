import { join } from "node:path";
import type { Server, SSRManifest } from "@sveltejs/kit";
import { describeBuiltApp, type Started } from "./describe-built-app.ts";

/** The server that every adapter of SvelteKit calls. */
async function start(output: string): Promise<Started> {
  const load = (file: string) => import(join(output, "server", file));
  const { manifest } = (await load("manifest.js")) as { manifest: SSRManifest };
  const server: Server = new (await load("index.js")).Server(manifest);
  await server.init({ env: {} });
  return {
    origin: "http://localhost",
    respond: (request) => server.respond(request, { getClientAddress: () => "192.0.2.7" }),
  };
}

describeBuiltApp("SvelteKit", {
  folder: "sveltekit",
  command: ["vite", "bin/vite.js"],
  start,
  address: "192.0.2.7",
  refreshing: ["/me", "/me/__data.json"],
});
