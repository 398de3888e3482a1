declare const app: import("express").Express;
declare function checkPassword(body: unknown): Promise<{ id: string }>;
declare const authenticateUpgrade: typeof import("./bound.ts").authenticateUpgrade;
declare const io: import("socket.io").Server;
