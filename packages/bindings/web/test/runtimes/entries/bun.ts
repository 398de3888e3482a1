import type { ContractApp } from "../../contract-app.ts";
import { createContractServer } from "./contract-server.ts";

interface Server {
  readonly port: number;
  requestIP(request: Request): { readonly address: string } | null;
  upgrade(request: Request, options: { readonly data: string }): boolean;
}

interface Socket {
  /** The user. */
  readonly data: string;
  send(text: string): void;
}

interface Bun {
  readonly env: Readonly<Record<string, string | undefined>>;
  serve(options: {
    readonly port: number;
    readonly hostname: string;
    readonly fetch: (request: Request, server: Server) => ReturnType<ContractApp>;
    readonly websocket: { message(socket: Socket, text: string): void };
  }): Server;
}

const { Bun } = globalThis as unknown as { readonly Bun: Bun };

const answer = createContractServer(Bun.env.SETUP, {
  upgrade(request, user) {
    server.upgrade(request, { data: user });
    return undefined;
  },
});

const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: (request, server) => answer(request, server.requestIP(request)?.address),
  websocket: { message: (socket, text) => socket.send(`${socket.data}: ${text}`) },
});
console.log(`http://127.0.0.1:${server.port}`);
