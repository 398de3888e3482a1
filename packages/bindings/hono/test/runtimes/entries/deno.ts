import { upgradeWebSocket } from "hono/deno";
import { createContractServer } from "./contract-server.ts";

interface Deno {
  readonly env: { get(name: string): string | undefined };
  serve(
    options: {
      readonly port: number;
      readonly hostname: string;
      readonly onListen: (address: { readonly port: number }) => void;
    },
    fetch: ReturnType<typeof createContractServer>,
  ): unknown;
}

const { Deno } = globalThis as unknown as { readonly Deno: Deno };

Deno.serve(
  {
    port: 0,
    hostname: "127.0.0.1",
    onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`),
  },
  createContractServer(Deno.env.get("SETUP"), { upgradeWebSocket }),
);
