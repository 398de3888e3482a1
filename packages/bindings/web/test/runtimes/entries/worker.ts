import type { ContractApp } from "../../contract-app.ts";
import { createContractServer } from "./contract-server.ts";

interface WorkerSocket extends WebSocket {
  accept(): void;
}

declare const WebSocketPair: new () => { readonly 0: WorkerSocket; readonly 1: WorkerSocket };

let answer: ContractApp | undefined;

/** Created at the first request: before that a Worker has no clock. */
export default {
  async fetch(incoming: Request, env: { readonly SETUP: string }): Promise<Response | undefined> {
    answer ??= createContractServer(env.SETUP, { compress: markAsCompressed, upgrade });
    const request = asFromCloudflare(incoming);
    const response = await answer(request);
    // Otherwise workerd ends the connection, and its answer may be lost.
    if (request.body && !request.bodyUsed) await request.arrayBuffer();
    return response;
  },
};

/** Cloudflare overwrites this header of the client with its address. */
function asFromCloudflare(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.set("cf-connecting-ip", "127.0.0.1");
  return new Request(request, { headers });
}

/** Workers compress bodies that are marked as compressed. */
function markAsCompressed(response: Response): Response {
  response.headers.set("content-encoding", "gzip");
  return response;
}

function upgrade(_request: Request, user: string): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.addEventListener("message", ({ data }) => server.send(`${user}: ${data}`));
  return new Response(null, { status: 101, webSocket: client } as ResponseInit);
}
