import type { MiddlewareHandler } from "hono";
import { upgradeWebSocket } from "hono/cloudflare-workers";
import { type ContractServer, createContractServer } from "./contract-server.ts";

let server: ContractServer | undefined;

/** Made at the first request: before that a Worker has no clock. */
export default {
  async fetch(incoming: Request, env: { readonly SETUP: string }): Promise<Response> {
    server ??= createContractServer(env.SETUP, { compression, upgradeWebSocket });
    const request = asFromCloudflare(incoming);
    const response = await server(request, env);
    // Otherwise workerd ends the connection, and its answer may be lost on the way.
    if (request.body && !request.bodyUsed) await request.arrayBuffer();
    return response;
  },
};

/** Cloudflare writes the address of the client over whatever the client says of it. */
function asFromCloudflare(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.set("cf-connecting-ip", "127.0.0.1");
  return new Request(request, { headers });
}

/** Workers compress what says that it is compressed. */
const compression: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.req.path === "/compressed") c.header("content-encoding", "gzip");
};
