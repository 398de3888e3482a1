import type { MiddlewareHandler } from "hono";
import { upgradeWebSocket } from "hono/cloudflare-workers";
import { type ContractServer, createContractServer } from "./contract-server.ts";

let server: ContractServer | undefined;

/** Created at the first request: before that a Worker has no clock. */
export default {
  async fetch(incoming: Request, env: { readonly SETUP: string }): Promise<Response> {
    server ??= createContractServer(env.SETUP, { compression, upgradeWebSocket });
    const request = asFromCloudflare(incoming);
    const response = await server(request, env);
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
const compression: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.req.path === "/compressed") c.header("content-encoding", "gzip");
};
