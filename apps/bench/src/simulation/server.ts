import type { DeviceAnswer, DeviceRequest } from "@sessionkit/testing/app";
import type { Cookie } from "./cookie-jar.ts";
import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";

/**
 * The purpose of a request.
 *
 * - `page`: a document, a server action, a fetch: refreshes in place if its access token has expired
 * - `sensitive`: the same where the store is read (`verify: "store"`)
 * - `update`, `step-up`: changes of the session by the application
 * - `identify`: a proof of identity, also by a browser that has lost its key
 * - `refresh`, `check`: the endpoints of the client, `POST /refresh` and `GET /session`
 * - `bound`: a request of the browser itself, for a session that is bound to its key
 */
export type Purpose =
  | "page"
  | "sensitive"
  | "update"
  | "step-up"
  | "identify"
  | "refresh"
  | "check"
  | "bound";

export interface ServerRequest {
  readonly purpose: Purpose;
  readonly cookie: string;
  readonly client: Client;
  /** Sent with `Sec-Purpose: prefetch`. */
  readonly prefetch?: boolean;
  /** A navigation: the browser shows the answer as a page. */
  readonly isDocument?: boolean | undefined;
  /** What a browser adds for a session that is bound to its key. */
  readonly device?: DeviceHeaders | undefined;
}

/** The headers of a request that the browser sends by itself, or the reason why it has not refreshed before another one. */
type DeviceHeaders = DeviceRequest | { readonly skipped: string };

/** What a request has beside its purpose. */
export type RequestKind = Pick<ServerRequest, "isDocument" | "device">;

/** The sender of a request. */
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
  /** An empty page that the browser loads again (`Refresh: 0`). */
  readonly isReloaded?: boolean;
  /** Offers the browser to bind the session to a key. */
  readonly offer?: string | undefined;
  /** The answer to a request of the browser itself. */
  readonly device?: DeviceAnswer | undefined;
}

/** A server with one rule of rotation. The traffic is the same for all rules. */
export interface Server {
  signIn(cookie: string): Promise<Answer>;
  answer(request: ServerRequest): Promise<Answer>;
}

/** Decisions of the server about a session token, for statistics and the trace. */
export const DECISIONS = [
  "rotated",
  "held",
  "converged",
  "converged elsewhere",
  "branched",
  "healed",
  "renewed",
  "updated",
  "reused",
  "bound",
  "binding failed",
  "binding lost",
] as const;

export type Decision = (typeof DECISIONS)[number];

export interface ServerOptions {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly onDecision: (decision: Decision) => void;
  /** During an outage, each call of the store fails. */
  readonly isStoreDown?: (() => boolean) | undefined;
}

export type CreateServer = (options: ServerOptions) => Server;

/** Milliseconds of one direction of a store call: usually a few, at most 200. */
export function storeDelay(random: Random): number {
  return Math.min(random.logNormal(3, 1), 200);
}

/** Milliseconds of an application's work before the headers are sent: at most five seconds. */
export function handlerDelay(random: Random): number {
  return Math.min(random.logNormal(20, 1.5), 5_000);
}
