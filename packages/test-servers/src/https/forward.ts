import { type IncomingMessage, type ServerResponse, request as send } from "node:http";
import { connect } from "node:net";
import { type Duplex, pipeline } from "node:stream";
import type { Exchange } from "./exchanges.ts";

const HOST = "127.0.0.1";

export async function forwardRequest(
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
  exchange: Exchange,
): Promise<void> {
  const { fault } = exchange;
  if (fault === "refused") return void request.socket.destroy();
  if (typeof fault === "object" && "status" in fault) {
    exchange.answered(fault.status, fault.headers);
    response.writeHead(fault.status, fault.headers).end(fault.body);
    return;
  }
  if (typeof fault === "object") await fault.held;
  const { method, url: path, headers } = request;
  const onward = send({ host: HOST, port, method, path, headers, agent: false });
  onward.on("error", () => failed(response, exchange));
  response.on("close", () => onward.destroy());
  onward.on("response", (answer) => {
    if (fault === "lost" || fault === "broken") {
      const fail = (): void => {
        if (fault === "lost") request.socket.destroy();
        else failed(response, exchange);
      };
      return void answer.resume().once("close", fail);
    }
    exchange.answered(answer.statusCode ?? 0, answer.headers);
    response.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
    response.flushHeaders();
    pipeline(answer, response, () => undefined);
  });
  pipeline(request, onward, () => undefined);
}

/** Forwards the handshake of a WebSocket, and then all bytes. */
export function forwardUpgrade(
  port: number,
  { method, url, rawHeaders }: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  exchange: Exchange,
): void {
  const onward = connect({ host: HOST, port });
  const lines = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : [],
  );
  onward.write(`${[`${method} ${url} HTTP/1.1`, ...lines].join("\r\n")}\r\n\r\n`);
  onward.write(head);
  onward.once("data", (chunk: Buffer) => {
    exchange.answered(Number(chunk.toString("latin1").split(" ", 2)[1]));
  });
  pipeline(socket, onward, socket, () => undefined);
}

function failed(response: ServerResponse, exchange: Exchange): void {
  if (!response.headersSent) {
    exchange.answered(502);
    response.writeHead(502);
  }
  response.end();
}
