declare const app: import("express").Express;
declare function checkPassword(body: unknown): Promise<{ id: string }>;
declare const server: import("node:http").Server;
declare const authenticateUpgrade: typeof import("./bound.ts").authenticateUpgrade;
declare const wss: import("ws").WebSocketServer;
declare const sockets: { add(sessionId: string, socket: import("ws").WebSocket): void };
declare const io: import("socket.io").Server;
