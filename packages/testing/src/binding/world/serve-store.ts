import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { SessionStore } from "@sessionkit/core";
import { answerRemoteCall } from "./remote-store.ts";

export interface ServedStore {
  /** For `createRemoteStore`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the verbs of a store over HTTP, to instances in this process or others. */
export async function serveStore(store: SessionStore): Promise<ServedStore> {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    response.end(await answerRemoteCall(store, body));
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
