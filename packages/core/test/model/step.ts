import type { SetCookie, SignedOut, Tokens } from "../../src/index.ts";
import type { ModelOutcome, ModelSession } from "./api.ts";
import type { Client } from "./client.ts";
import { factsOf, issuedFreshnessOf, openSession, type PresentedTokens } from "./ledger.ts";
import { isStoreError } from "./store-error.ts";
import { readToken, type Token } from "./token.ts";
import type { Verb } from "./verbs.ts";
import type { Process, World } from "./world.ts";

/** The answer of a verb of the service. */
interface Answer {
  readonly status: "authenticated" | "unauthenticated" | "unavailable" | "signed out";
  readonly session: ModelSession | null;
  readonly reason: string | null;
  readonly cookies: readonly SetCookie[];
  readonly tokens: Tokens | null;
  /** How many sessions a sign-out ended. */
  readonly revoked: number;
}

/** One verb of the service, done by one process. */
export interface Step {
  readonly process: Process;
  readonly client: Client;
  readonly verb: Verb;
  readonly presented: PresentedTokens;
  readonly answer: Answer;
  /** As the service gave it; undefined for a sign-out and for what threw. */
  readonly outcome: ModelOutcome | undefined;
  readonly started: number;
  readonly finished: number;
  readonly at: number;
  /** The store failed meanwhile. */
  readonly failed: boolean;
  /** Every token of the answer, by whatever transport. */
  readonly issued: readonly Token[];
}

/** All sessions of a user but one were ended. */
export interface Sweep {
  readonly process: Process;
  readonly userId: string;
  readonly except: string | null;
  readonly finished: number;
}

/** Runs a verb, and notes what it issued. */
export async function runStep(
  world: World,
  by: Pick<Step, "process" | "client" | "verb" | "presented">,
  call: () => Promise<ModelOutcome | SignedOut>,
): Promise<Step> {
  const started = ++world.steps;
  const failures = world.store?.failures ?? 0;
  world.running++;
  const given = await answered(call);
  world.running--;
  const answer = readAnswer(given);
  const finished = ++world.steps;
  const at = by.process.clock();
  if (by.verb.kind === "sign in" && answer.session) {
    openSession(world.ledger, answer.session, {
      client: by.client,
      createdBy: by.process,
      started,
      created: finished,
    });
  }
  const step: Step = {
    ...by,
    answer,
    outcome: given && "status" in given ? given : undefined,
    started,
    finished,
    at,
    failed: failures !== (world.store?.failures ?? 0),
    issued: noteTokens(world, by, answer),
  };
  world.recent.push(step);
  return step;
}

/** What a verb resolves to; null if the store failed. */
async function answered(
  call: () => Promise<ModelOutcome | SignedOut>,
): Promise<ModelOutcome | SignedOut | null> {
  try {
    return await call();
  } catch (error) {
    if (!isStoreError(error)) throw error;
    return null;
  }
}

function readAnswer(given: ModelOutcome | SignedOut | null): Answer {
  if (given === null) return UNAVAILABLE;
  if (!("status" in given)) {
    const { reason, cookies, revoked } = given;
    return { status: "signed out", session: null, reason, cookies, tokens: null, revoked };
  }
  const { status, session, reason, cookies } = given;
  const tokens = given.status === "authenticated" ? given.tokens : null;
  return { status, session, reason, cookies, tokens, revoked: 0 };
}

const UNAVAILABLE: Answer = {
  status: "unavailable",
  session: null,
  reason: "unavailable",
  cookies: [],
  tokens: null,
  revoked: 0,
};

/** A token may lead to the newest proof that was ever allowed for it: a store that lost it has it issued once more. */
function noteTokens(
  world: World,
  { verb, presented }: Pick<Step, "verb" | "presented">,
  { session, cookies, tokens }: Answer,
): Token[] {
  const proven = verb.kind === "sign in" || (verb.kind === "renew" && verb.authenticated);
  const stated = session?.authenticatedAt ?? 0;
  const freshness = proven ? stated : Math.min(issuedFreshnessOf(presented), stated);
  const texts = [
    ...cookies.map(({ value }) => value),
    tokens?.accessToken ?? "",
    tokens?.sessionToken ?? "",
  ].filter((text) => text !== "");
  const isReissued = factsOf(world.ledger, presented)?.rolledBack === true;
  return [...new Set(texts)].map((text) => {
    const known = world.ledger.tokens.get(text);
    const token = readToken(
      text,
      proven || (isReissued && freshness > (known?.freshness ?? 0))
        ? freshness
        : (known?.freshness ?? freshness),
      world.steps,
    );
    world.ledger.tokens.set(text, token);
    return token;
  });
}
