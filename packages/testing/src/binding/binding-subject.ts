import { expect } from "vitest";
import type { BindingApp, BindingReport, BindingSetup } from "./binding-app.ts";
import type { BindingLimit } from "./binding-limit.ts";
import type { Send } from "./http/answer.ts";
import type { Forge } from "./http/forge.ts";
import type { TestClient } from "./http/test-client.ts";

/** A running application, and clients of it. */
export interface BindingSubject {
  readonly app: BindingApp;
  readonly setup: BindingSetup;
  /** What the framework cannot do. */
  readonly cannot: readonly BindingLimit[];
  readonly forge: Forge;
  /** Sends a request exactly as written, without other cookies. */
  readonly raw: Send;
  /** Creates a client that is not signed in. */
  readonly signedOut: () => TestClient;
  /** Creates a client that has just signed in; by default as a new user. */
  readonly signedIn: (user?: string) => Promise<TestClient>;
  /** Credentials that were issued, none of which may appear in the output. */
  readonly issued: ReadonlySet<string>;
}

export const MINUTE = 60_000;
export const HOUR: number = 60 * MINUTE;
export const DAY: number = 24 * HOUR;

/** Longer than the lifetime of an access token, and than the rotation interval of a session token. */
export const UNTIL_DUE: number = 16 * MINUTE;

let users = 0;

/** An id that no other case uses. */
export function newUser(kind = "user"): string {
  users += 1;
  return `${kind}-${process.pid}-${users}`;
}

/** The user of this client's session in the store, or null. Sends the request from a copy of the client. */
export async function ownerOf(client: TestClient): Promise<string | null> {
  const answer = await client.copy().fetch("/api/auth/session");
  expect(answer.status).toBe(200);
  const session = answer.json().session as { userId: string } | null;
  return session?.userId ?? null;
}

/** The id of the session that a client's cookie names. */
export function sessionIdOf(client: TestClient): string {
  return (client.cookie("session") ?? "").split(".")[2] ?? "";
}

/**
 * Whether a request with these headers is signed in. A route with an optional session, a route that requires one and an
 * endpoint must agree. Changes nothing.
 */
export async function isSignedIn(
  { raw }: BindingSubject,
  headers: Readonly<Record<string, string | readonly string[]>>,
): Promise<boolean> {
  const prefetch = { headers: { "sec-purpose": "prefetch", ...headers } };
  const [who, demanded, endpoint] = await Promise.all([
    raw("/who", prefetch),
    raw("/protected", prefetch),
    raw("/api/auth/session", prefetch),
  ]);
  expect([who.status, endpoint.status]).toEqual([200, 200]);
  const expected = endpoint.json().status === "authenticated";
  expect([who.json().user !== null, demanded.status], "all three agree").toEqual([
    expected,
    expected ? 200 : 401,
  ]);
  return expected;
}

/** How many events of a type the report contains. */
export function countOf({ events }: BindingReport, type: string): number {
  return events.filter((event) => event.type === type).length;
}
