import type { Server } from "node:http";

/** A server with one route, `/me`, which returns the id of the signed-in user. */
export interface Contender {
  readonly server: Server;
  /** The headers of a signed-in client. */
  readonly headers: Readonly<Record<string, string>>;
}

export const USER = { id: "3f0c2a9e-7d51-4c8b-9b1f-000000000001", role: "editor", team: "north" };
export const DAY = 86_400;
