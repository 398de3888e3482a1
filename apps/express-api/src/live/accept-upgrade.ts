import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type EndpointResponse, problem } from "@sessionkit/core";
import { type WebSocket, WebSocketServer } from "ws";
import { authenticateUpgrade } from "../sessions/session-express.ts";
import { sessions } from "../sessions/sessions.ts";
import { addConnection, SESSION_ENDED } from "./connections.ts";

type AcceptedUpgrade = Extract<Awaited<ReturnType<typeof authenticateUpgrade>>, { refusal: null }>;

const PATH = "/live";
const STATUS_TEXT: Readonly<Record<number, string>> = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  503: "Service Unavailable",
};

const server = new WebSocketServer({ noServer: true, maxPayload: 1024 });

/** Handles `upgrade` of the HTTP server: opens a WebSocket if the request has a session, and answers over HTTP otherwise. */
export function acceptUpgrade(message: IncomingMessage, stream: Duplex, head: Buffer): void {
  // Without a listener, a client that disconnects during the handshake would crash the process.
  stream.on("error", () => stream.destroy());
  accept(message, stream, head).catch((error: unknown) => {
    console.error("A WebSocket could not be opened.", error);
    stream.destroy();
  });
}

async function accept(message: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
  if (message.url?.split("?")[0] !== PATH) return refuse(stream, problem("not_found"));
  const upgrade = await authenticateUpgrade(message);
  if (upgrade.refusal) {
    return refuse(stream, problem(upgrade.refusal.code, upgrade.refusal.reason));
  }
  server.handleUpgrade(message, stream, head, (socket) => {
    greet(socket, upgrade).catch((error: unknown) => {
      console.error("A WebSocket could not be started.", error);
      socket.terminate();
    });
  });
}

/** Closes the socket when its session ends, in whatever process. */
async function greet(
  socket: WebSocket,
  { session, signal, expiresIn }: AcceptedUpgrade,
): Promise<void> {
  socket.on("error", () => socket.terminate());
  addConnection({ socket, userId: session.userId });
  const close = (): void => socket.close(SESSION_ENDED, signal.reason);
  if (signal.aborted) return close();
  signal.addEventListener("abort", close);
  const user = await sessions.user(session);
  socket.send(JSON.stringify({ type: "hello", name: user?.name, session: session.id, expiresIn }));
}

function refuse(stream: Duplex, { status, headers, body }: EndpointResponse): void {
  const text = body ?? "";
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_TEXT[status]}`,
    "connection: close",
    `content-length: ${Buffer.byteLength(text)}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  stream.end(`${lines.join("\r\n")}\r\n\r\n${text}`);
}
