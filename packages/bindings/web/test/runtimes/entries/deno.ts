import type { ContractApp } from "../../contract-app.ts";
import { createContractServer } from "./contract-server.ts";

interface Deno {
  readonly env: { get(name: string): string | undefined };
  upgradeWebSocket(request: Request): { readonly socket: WebSocket; readonly response: Response };
  serve(
    options: {
      readonly port: number;
      readonly hostname: string;
      readonly onListen: (address: { readonly port: number }) => void;
    },
    fetch: (
      request: Request,
      info: { readonly remoteAddr: { readonly hostname: string } },
    ) => ReturnType<ContractApp>,
  ): unknown;
}

const { Deno } = globalThis as unknown as { readonly Deno: Deno };

const answer = createContractServer(Deno.env.get("SETUP"), {
  upgrade(request, user) {
    const { socket, response } = Deno.upgradeWebSocket(request);
    socket.addEventListener("message", ({ data }) => socket.send(`${user}: ${data}`));
    return response;
  },
});

Deno.serve(
  {
    port: 0,
    hostname: "127.0.0.1",
    onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`),
  },
  (request, info) => answer(request, info.remoteAddr.hostname),
);
