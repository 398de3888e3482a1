import type { Cookie } from "./cookie-jar.ts";
import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";

/**
 * What a request is for.
 *
 * - `page`: a document, a server action, a fetch: refreshes in place when its access token has run out
 * - `sensitive`: the same in a place that asks the store (`verify: "store"`)
 * - `refresh`, `check`: the endpoints of the client, `POST /refresh` and `GET /session`
 */
export type Purpose = "page" | "sensitive" | "refresh" | "check";

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
  answer(purpose: Purpose, cookie: string): Promise<Answer>;
}

/** What the server decided about a session token: for counting, and for the trace. */
export type Notice = "rotated" | "converged" | "branched" | "healed" | "reused";

export interface ServerOptions {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly notify: (notice: Notice) => void;
}

export type CreateServer = (options: ServerOptions) => Server;

/** Milliseconds that one question to a store takes: mostly a few, sometimes a fifth of a second. */
export function storeDelay(random: Random): number {
  return Math.min(random.logNormal(3, 1), 200);
}
