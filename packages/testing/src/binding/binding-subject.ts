import { expect } from "vitest";
import type { BindingApp, BindingReport, BindingSetup } from "./binding-app.ts";
import type { BindingLimit } from "./binding-limit.ts";
import type { Send } from "./wire/answer.ts";
import type { Forge } from "./wire/forge.ts";
import type { Visitor } from "./wire/visitor.ts";

/** A running application, and the people who use it. */
export interface BindingSubject {
  readonly app: BindingApp;
  readonly setup: BindingSetup;
  /** What the framework cannot do. */
  readonly cannot: readonly BindingLimit[];
  readonly forge: Forge;
  /** A request exactly as written, without cookies of its own. */
  readonly raw: Send;
  /** Somebody who is not signed in. */
  readonly stranger: () => Visitor;
  /** Somebody who has just signed in; as a user of their own unless told otherwise. */
  readonly signedIn: (user?: string) => Promise<Visitor>;
  /** Credentials that were given out, none of which may show up in the output. */
  readonly issued: ReadonlySet<string>;
}

export const MINUTE = 60_000;
export const HOUR: number = 60 * MINUTE;
export const DAY: number = 24 * HOUR;

/** Longer than an access token lives, and than a session token is kept before it rotates. */
export const UNTIL_DUE: number = 16 * MINUTE;

let users = 0;

/** An id that no other case has. */
export function newUser(kind = "user"): string {
  users += 1;
  return `${kind}-${process.pid}-${users}`;
}

/** Whether a copy of this visitor is signed in as far as the store knows, and by whom. */
export async function ownerOf(visitor: Visitor): Promise<string | null> {
  const answer = await visitor.copy().fetch("/api/auth/session");
  expect(answer.status).toBe(200);
  const session = answer.json().session as { userId: string } | null;
  return session?.userId ?? null;
}

/** The id of the session that a visitor's cookie names. */
export function sessionIdOf(visitor: Visitor): string {
  return (visitor.cookie("session") ?? "").split(".")[2] ?? "";
}

/**
 * Whether these headers are somebody's, by a route that asks, one that demands and an endpoint, which have to agree.
 * Looks, and leaves things as they are.
 */
export async function isSignedIn(
  { raw }: BindingSubject,
  headers: Readonly<Record<string, string | readonly string[]>>,
): Promise<boolean> {
  const looking = { headers: { "sec-purpose": "prefetch", ...headers } };
  const [who, demanded, endpoint] = await Promise.all([
    raw("/who", looking),
    raw("/protected", looking),
    raw("/api/auth/session", looking),
  ]);
  expect([who.status, endpoint.status]).toEqual([200, 200]);
  const said = endpoint.json().status === "authenticated";
  expect([who.json().user !== null, demanded.status], "all three agree").toEqual([
    said,
    said ? 200 : 401,
  ]);
  return said;
}

/** How often something happened since the application was last asked. */
export function countOf({ events }: BindingReport, type: string): number {
  return events.filter((event) => event.type === type).length;
}
