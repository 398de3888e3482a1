import { upgradeWebSocket, websocket } from "hono/bun";
import { createContractServer } from "./contract-server.ts";

interface Bun {
  readonly env: Readonly<Record<string, string | undefined>>;
  serve(options: {
    readonly port: number;
    readonly hostname: string;
    readonly fetch: ReturnType<typeof createContractServer>;
    readonly websocket: typeof websocket;
  }): { readonly port: number };
}

const { Bun } = globalThis as unknown as { readonly Bun: Bun };

const { port } = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: createContractServer(Bun.env.SETUP, { upgradeWebSocket }),
  websocket,
});
console.log(`http://127.0.0.1:${port}`);
