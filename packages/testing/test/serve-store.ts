import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { deserialize, serialize } from "node:v8";
import type { SessionStore } from "@sessionkit/core";

/** A backend that stores of several processes share, with simulated outages. */
export interface ServedStore {
  readonly url: string;
  /** Closes every connection, including later ones. */
  cut(): void;
  /** Accepts requests and never answers. */
  blackHole(): void;
  /** Accepts requests, and answers after it is restored. */
  pause(): void;
  restore(): void;
  close(): Promise<void>;
}

type Verbs = Record<string, (...args: unknown[]) => Promise<unknown>>;

/** Serves the verbs of a store over HTTP, to `remote-store.js`. */
export async function serveStore(store: SessionStore): Promise<ServedStore> {
  let state: "up" | "cut" | "black" | "paused" = "up";
  const lost = new Set<ServerResponse>();
  let waiting: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (state === "black") return lost.add(response);
    if (state === "paused") await new Promise<void>((resolve) => waiting.push(resolve));
    const [verb, args] = deserialize(Buffer.concat(chunks)) as [string, unknown[]];
    const reply = await (store as unknown as Verbs)[verb]?.(...args).then(
      (answer) => ({ answer }),
      (error: Error) => ({ failure: error.message }),
    );
    response.end(serialize(reply));
  });
  server.on("connection", (socket) => {
    if (state === "cut") socket.destroy();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      state = "cut";
      server.closeAllConnections();
    },
    blackHole() {
      state = "black";
    },
    pause() {
      state = "paused";
    },
    restore() {
      state = "up";
      for (const response of lost) response.destroy();
      lost.clear();
      for (const go of waiting) go();
      waiting = [];
    },
    async close() {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}
