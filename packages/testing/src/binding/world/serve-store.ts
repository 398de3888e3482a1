import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { SessionStore } from "@sessionkit/core";
import { decode, encode, type RemoteResult } from "./remote-store.ts";

export interface ServedStore {
  /** For `createRemoteStore`. */
  readonly url: string;
  close(): Promise<void>;
}

type Verbs = Record<string, (...args: unknown[]) => Promise<unknown>>;

/** Serves the verbs of a store over HTTP, to instances in this process or others. */
export async function serveStore(store: SessionStore): Promise<ServedStore> {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const [verb, args] = decode(body) as [string, unknown[]];
    response.end(encode(await resultOf(store as unknown as Verbs, verb, args)));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function resultOf(store: Verbs, verb: string, args: unknown[]): Promise<RemoteResult> {
  try {
    return { result: await store[verb]?.(...args) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
