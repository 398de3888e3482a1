import type { WebSocket } from "ws";

/** An open socket and its user. */
interface Connection {
  readonly socket: WebSocket;
  readonly userId: string;
}

/** In the range for applications; corresponds to 401. */
export const SESSION_ENDED = 4401;
const GOING_AWAY = 1001;

const connections = new Set<Connection>();

/** Registers a socket until it closes. */
export function addConnection(connection: Connection): void {
  connections.add(connection);
  connection.socket.once("close", () => connections.delete(connection));
}

/** Sends a message to all sockets of a user, on all devices. */
export function sendToUser(userId: string, message: object): void {
  const text = JSON.stringify(message);
  for (const connection of connections) {
    if (connection.userId === userId) connection.socket.send(text);
  }
}

/** Closes all sockets when the server stops. */
export function closeAll(): void {
  for (const { socket } of connections) socket.close(GOING_AWAY, "server stops");
}
