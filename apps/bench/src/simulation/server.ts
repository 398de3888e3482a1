import type { Cookie } from "./cookie-jar.ts";
import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";

/**
 * What a request is for.
 *
 * - `page`: a document, a server action, a fetch: refreshes in place if its access token has expired
 * - `sensitive`: the same where the store is read (`verify: "store"`)
 * - `update`, `step-up`: changes of the session by the application
 * - `refresh`, `check`: the endpoints of the client, `POST /refresh` and `GET /session`
 */
export type Purpose = "page" | "sensitive" | "update" | "step-up" | "refresh" | "check";

export interface ServerRequest {
  readonly purpose: Purpose;
  readonly cookie: string;
  readonly client: Client;
  /** Sent with `Sec-Purpose: prefetch`. */
  readonly prefetch?: boolean;
}

/** Where a request comes from. */
export interface Client {
  readonly address: string;
  readonly userAgent: string;
}

export const OWNER: Client = { address: "203.0.113.7", userAgent: "Owner/1.0" };
export const THIEF: Client = { address: "198.51.100.23", userAgent: "Thief/1.0" };

export interface Answer {
  readonly status: "authenticated" | "unauthenticated" | "unavailable";
  readonly reason: string | null;
  readonly cookies: readonly Cookie[];
  /** Seconds. */
  readonly expiresIn: number;
}

/** One rule of rotation behind one port: the traffic is the same for each. */
export interface Server {
  signIn(cookie: string): Promise<Answer>;
  answer(request: ServerRequest): Promise<Answer>;
}

/** What the server decided about a session token: for counting, and for the trace. */
export const NOTICES = [
  "rotated",
  "held",
  "converged",
  "converged elsewhere",
  "branched",
  "healed",
  "renewed",
  "updated",
  "reused",
] as const;

export type Notice = (typeof NOTICES)[number];

export interface ServerOptions {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly notify: (notice: Notice) => void;
}

export type CreateServer = (options: ServerOptions) => Server;

/** Milliseconds that one call to a store takes one way: mostly a few, sometimes a fifth of a second. */
export function storeDelay(random: Random): number {
  return Math.min(random.logNormal(3, 1), 200);
}

/** Milliseconds that an application works on a request before the headers leave: sometimes seconds. */
export function handlerDelay(random: Random): number {
  return Math.min(random.logNormal(20, 1.5), 5_000);
}
