import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import type { Duplex } from "node:stream";

interface Opened {
  /** 101 if the socket was opened. */
  readonly status: number;
  readonly setCookies: readonly string[];
  /** The message received; null if the socket was not opened. */
  readonly answer: string | null;
}

/** Opens a WebSocket, sends a message and receives one (RFC 6455; texts under 126 bytes). */
export async function openSocket(
  url: string,
  text: string,
  headers: Readonly<Record<string, string>>,
): Promise<Opened> {
  const handshake = request(url, {
    agent: false,
    signal: AbortSignal.timeout(60_000),
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": randomBytes(16).toString("base64"),
      ...headers,
    },
  });
  handshake.end();
  const [response, socket, head] = (await Promise.race([
    once(handshake, "upgrade"),
    once(handshake, "response"),
  ])) as [IncomingMessage, Duplex?, Buffer?];
  const status = response.statusCode ?? 0;
  const setCookies = response.headers["set-cookie"] ?? [];
  if (!socket) {
    response.resume();
    return { status, setCookies, answer: null };
  }
  socket.write(frame(text));
  const answer = await firstText(socket, head ?? Buffer.alloc(0));
  socket.destroy();
  return { status, setCookies, answer };
}

/** A client must mask its messages; a mask of zeros leaves them unchanged. */
function frame(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | bytes.length, 0, 0, 0, 0]), bytes]);
}

async function firstText(socket: Duplex, head: Buffer): Promise<string> {
  let bytes = head;
  while (bytes.length < 2 || bytes.length < 2 + (bytes[1] as number)) {
    const [chunk] = (await once(socket, "data")) as [Buffer];
    bytes = Buffer.concat([bytes, chunk]);
  }
  return bytes.subarray(2, 2 + (bytes[1] as number)).toString();
}
