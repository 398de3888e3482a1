import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A proxy before a Worker that forwards only methods which Workers support. */
export interface Edge {
  readonly origin: string;
  close(): Promise<void>;
}

/** Methods that workerd itself answers with 501, before a Worker could refuse them. */
const UNKNOWN = /^(?:LINK|M-SEARCH) /;

/** Forwards connections unchanged. */
export async function startEdge(target: URL): Promise<Edge> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket.on("error", () => socket.destroy()));
    socket.once("data", (start) => {
      if (UNKNOWN.test(start.toString("latin1"))) {
        socket.end(
          "HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        );
        return;
      }
      const onward = connect({ port: Number(target.port), host: target.hostname, noDelay: true });
      onward.write(start);
      onward.pipe(socket).pipe(onward);
      onward.on("error", () => socket.destroy());
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), "close");
    },
  };
}
