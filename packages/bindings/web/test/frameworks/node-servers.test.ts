import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll } from "vitest";
import { describeBuiltApp, type Started } from "./describe-built-app.ts";

/** Astro's takes `locals`. */
type Listener = (
  request: IncomingMessage,
  response: ServerResponse,
  next: undefined,
  locals: object,
) => unknown;

const closes: (() => void)[] = [];

afterAll(() => {
  for (const close of closes) close();
});

/** Serves the listener that a built module exports, and sends it the requests of the test over HTTP. */
function serve(file: string, name: string) {
  return async (output: string): Promise<Started> => {
    const { [name]: listener } = (await import(join(output, file))) as Record<string, Listener>;
    const server = createServer((request, response) => {
      const { remoteAddress: address } = request.socket;
      void listener?.(request, response, undefined, { address });
    }).listen(0, "127.0.0.1");
    closes.push(() => {
      server.close();
      server.closeAllConnections();
    });
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return {
      origin: `http://127.0.0.1:${port}`,
      respond: (request) => fetch(request, { redirect: "manual" }),
    };
  };
}

describeBuiltApp("Astro", {
  folder: "astro",
  command: ["astro", "astro.js"],
  start: serve("server/entry.mjs", "handler"),
  address: "127.0.0.1",
  refreshing: ["/me"],
});

describeBuiltApp("Nitro", {
  folder: "nitro",
  command: ["nitro", "dist/cli/index.mjs"],
  start: serve("server/index.mjs", "middleware"),
  address: "127.0.0.1",
  refreshing: ["/me"],
});
