import type { WebSocket } from "ws";

/** Open sockets, and whose they are. */
interface Connection {
  readonly socket: WebSocket;
  readonly sessionId: string;
  readonly userId: string;
}

/** Of the range that applications may use; like 401. */
const SESSION_ENDED = 4401;
const GOING_AWAY = 1001;

const connections = new Set<Connection>();

/** Knows a socket until it closes. */
export function addConnection(connection: Connection): void {
  connections.add(connection);
  connection.socket.once("close", () => connections.delete(connection));
}

/** Sends to every socket of a user, on whatever device. */
export function tellUser(userId: string, message: object): void {
  const text = JSON.stringify(message);
  for (const connection of connections) {
    if (connection.userId === userId) connection.socket.send(text);
  }
}

export function closeSession(sessionId: string): void {
  for (const connection of connections) {
    if (connection.sessionId === sessionId) connection.socket.close(SESSION_ENDED, "session ended");
  }
}

/** When the server stops. */
export function closeAll(): void {
  for (const { socket } of connections) socket.close(GOING_AWAY, "server stops");
}
