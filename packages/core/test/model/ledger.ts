import type { SessionRecord } from "../../src/index.ts";
import type { ModelSession } from "./api.ts";
import type { Client, Credentials } from "./client.ts";
import { readToken, type Token } from "./token.ts";
import type { Process } from "./world.ts";

export type Cause =
  | "sign-out"
  | "revoke"
  | "replaced"
  | "limit"
  | "lost by the store"
  | "reuse of a stolen token"
  | "two crashes"
  | "a lost renewal was overtaken";

/** What the model knows of one session. */
export interface SessionFacts {
  readonly id: string;
  readonly userId: string;
  readonly client: Client;
  readonly createdBy: Process;
  /** The numbers at which its sign-in started and finished. */
  readonly started: number;
  readonly created: number;
  readonly absoluteEnd: number;
  /** Its row as it was last seen; null without a store. */
  record: SessionRecord | null;
  /** When it was last used in a way that extends it. */
  usedAt: number;
  cause: Cause | null;
  /** The processes that ended it, and the number of the step by which they had. */
  readonly endedBy: Map<Process, number>;
  /** The number of the step by which the store had ended it; null if it may still hold it. */
  endedInStore: number | null;
  /** The client's own sign-out or sign-in ended it at these processes: the steps at which that began, and was done. */
  readonly cleared: Map<Process, { readonly from: number; readonly by: number }>;
  stolen: boolean;
  /** A later sign-in of its client has replaced its session token, perhaps at a process that issues no access tokens. */
  displaced: boolean;
  /** The store has lost writes of this session. */
  rolledBack: boolean;
  /** The positions, `generation.branch`, that the store has lost together with the renewals that made them. */
  readonly lostRenewals: Set<string>;
}

/** What was issued, to whom, and what became of it. */
export interface Ledger {
  readonly sessions: Map<string, SessionFacts>;
  readonly tokens: Map<string, Token>;
}

/** The credentials of a request, read. */
export interface PresentedTokens {
  readonly transport: Credentials["transport"];
  readonly session: Token | null;
  readonly access: Token | null;
}

export function createLedger(): Ledger {
  return { sessions: new Map(), tokens: new Map() };
}

/** @param process reads no access tokens where it issues none */
export function present(
  ledger: Ledger,
  process: Process,
  credentials: Credentials,
): PresentedTokens {
  const read = (text: string | null): Token | null =>
    text === null ? null : (ledger.tokens.get(text) ?? readToken(text));
  return {
    transport: credentials.transport,
    session: read(credentials.session),
    access: process.signed ? read(credentials.access) : null,
  };
}

/** The session that a request is about: the one of its session token, else the one of its access token. */
export function factsOf(ledger: Ledger, presented: PresentedTokens): SessionFacts | null {
  const token = presented.session ?? presented.access;
  return token ? (ledger.sessions.get(token.sessionId) ?? null) : null;
}

/** The newest proof of identity that the answer to a request may state. */
export function freshnessOf({ session, access }: PresentedTokens): number {
  return Math.max(session?.freshness ?? 0, access?.freshness ?? 0);
}

/** The newest one that tokens of the answer may lead to: a session token is exchanged by itself. */
export function issuedFreshnessOf({ session, access }: PresentedTokens): number {
  return (session ?? access)?.freshness ?? 0;
}

/** All tokens of a session that were issued. */
export function tokensOf({ tokens }: Ledger, sessionId: string): Token[] {
  return [...tokens.values()].filter((token) => token.sessionId === sessionId);
}

export function openSession(
  ledger: Ledger,
  session: ModelSession,
  by: Pick<SessionFacts, "client" | "createdBy" | "started" | "created">,
): SessionFacts {
  const facts: SessionFacts = {
    id: session.id,
    userId: session.userId,
    ...by,
    absoluteEnd: session.absoluteExpiresAt,
    record: null,
    usedAt: session.createdAt,
    cause: null,
    endedBy: new Map(),
    endedInStore: null,
    cleared: new Map(),
    stolen: false,
    displaced: false,
    rolledBack: false,
    lostRenewals: new Set(),
  };
  ledger.sessions.set(session.id, facts);
  return facts;
}

export function endSession(
  facts: SessionFacts,
  cause: Cause,
  by: { readonly process: Process; readonly step: number } | null,
): void {
  facts.cause ??= cause;
  if (by && !facts.endedBy.has(by.process)) facts.endedBy.set(by.process, by.step);
}
