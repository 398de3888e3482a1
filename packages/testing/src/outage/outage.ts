import type { SessionStore } from "@sessionkit/core";

/** A store whose backend can be taken away, and given back without the store being made anew. */
export interface OutageSubject {
  readonly store: SessionStore;
  /** A user that the backend knows. Needed only where the store joins users. */
  readonly userId?: string | undefined;
  /** Ends every connection and refuses new ones, as when the backend is down. */
  cut(): unknown;
  /** Swallows what is sent, as when a firewall drops packets. */
  readonly blackHole?: (() => unknown) | undefined;
  /** Stops the backend in the middle: it keeps its connections, and answers what was asked once it is restored. */
  readonly pause?: (() => unknown) | undefined;
  /** Takes every connection that the store may use, as others do who hold them for too long. */
  readonly exhaust?: (() => unknown) | undefined;
  /** Ends whichever outage there is. */
  restore(): unknown;
  /** Closes what was opened. */
  readonly close?: (() => unknown) | undefined;
}

export type OutageKind = (typeof KINDS)[number];

/** Silence first: after a cut some drivers wait before they open all of their connections again. */
const KINDS = ["blackHole", "cut", "pause", "exhaust"] as const;

/** Those that a subject offers. */
export function kindsOf(subject: OutageSubject): OutageKind[] {
  return KINDS.filter((kind) => subject[kind]);
}

export type OutageStrategy = "jwt" | "database";

/** What one call of core came to. */
export interface CallResult {
  readonly call: string;
  /** The status of an outcome or of an HTTP answer, the code of an error, or `"done"`. */
  readonly status: string | number;
  /** How many cookies it sets or deletes. */
  readonly cookies: number;
  readonly retryAfter: boolean;
}

/** Everything that was seen in one outage, of one kind. */
export interface OutageReport {
  readonly kind: OutageKind;
  /** Refreshes that were on their way when it began. */
  readonly inFlight: readonly CallResult[];
  /** Requests of a signed-in user while it lasted, through `resolve` and `refresh`. */
  readonly requests: readonly CallResult[];
  /** The same with an access token that has not expired. None with strategy `"database"`. */
  readonly signed: readonly CallResult[];
  /** Requests for the endpoints, through `handle`. */
  readonly endpoints: readonly CallResult[];
  /** `create`, `list`, `revoke` and `signOut`. */
  readonly verbs: readonly CallResult[];
  /** The types of all events until it was over. */
  readonly events: readonly string[];
  /** The same cookies as before, asked again and again until the store answers. */
  readonly afterwards: readonly CallResult[];
  /** A sign-in, and a list of the sessions of who was signed in all along. */
  readonly business: readonly CallResult[];
}
