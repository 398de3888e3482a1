import type { SessionStore } from "@sessionkit/core";

/** Default export of the module that both processes of a race import: how each of them reaches the one backend. */
export type RaceModule = () => RaceParticipant | Promise<RaceParticipant>;

export interface RaceParticipant {
  readonly store: SessionStore;
  /** A user that the backend knows, the same in both processes. Needed only where the store joins users. */
  readonly userId?: string | undefined;
  /** Closes what was opened. */
  readonly close?: (() => unknown) | undefined;
}

/** How many refreshes each of the two processes sends at once. */
export const REFRESHES = 32;

export type RaceStrategy = "jwt" | "database";

/** The first message to a process of a race. */
export interface RaceSetup {
  /** As an address, for `import()`. */
  readonly module: string;
  readonly strategy: RaceStrategy;
  readonly secret: string;
}

/** What a process of a race can be asked, one thing at a time. */
export interface RaceCommands {
  signIn(): Promise<SignedIn>;
  /** Opens the connections of the process, too: who still waits for them does not race. */
  look(sessionId: string): Promise<RaceRow | null>;
  /** All refreshes at once, an hour after the sign-in, when its access token has expired. */
  race(cookie: string): Promise<RaceReport>;
  /** One refresh, another hour later. */
  goOn(sessionToken: string): Promise<RaceAnswer>;
  finish(): Promise<void>;
}

interface SignedIn {
  readonly sessionId: string;
  readonly cookie: string;
}

/** What of the session's row counts in a race. */
export interface RaceRow {
  readonly generation: number;
}

export interface RaceReport {
  readonly answers: readonly RaceAnswer[];
  /** How many of them rotated the session, by what core told its listener. */
  readonly rotations: number;
}

export interface RaceAnswer {
  readonly status: string;
  readonly reason: string | null;
  /** The session token that the answer sets. */
  readonly sessionToken: string | null;
}
