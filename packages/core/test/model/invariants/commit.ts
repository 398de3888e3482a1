import type { SessionEventType } from "../../../src/index.ts";
import type { Exchange } from "../exchange.ts";
import { factsOf } from "../ledger.ts";
import type { Step } from "../step.ts";
import { isOlder } from "../token.ts";
import { isExplicit, nameOf } from "../verbs.ts";
import { Violation } from "../violation.ts";
import type { World } from "../world.ts";

const INVARIANT = "3 what ended is not accepted again";

const CHANGES: ReadonlySet<SessionEventType> = new Set([
  "session.renewed",
  "session.updated",
  "session.revoked",
  "session.reused",
]);
/** A token that is held shows a renewal that another process made, or whose outcome is unknown. */
const SHOWS_CHANGE: ReadonlySet<SessionEventType> = new Set([...CHANGES, "session.held"]);
const MOVES: ReadonlySet<SessionEventType> = new Set([
  "session.rotated",
  "session.branched",
  "session.healed",
]);

/**
 * The cookies of a refresh leave if, and only if, the process has not done anything since that made them outdated: ended
 * the session, moved it on, or signed the client in again.
 */
export function staysNewest(world: World, exchange: Exchange): void {
  const { implicit, explicit, committed, process, verb, client } = exchange;
  if (!implicit || explicit || implicit.answer.cookies.length === 0 || verb.kind === "read") return;
  const facts = factsOf(world.ledger, implicit.presented);
  const isPassed = isBehindAnother(world, implicit, 0);
  const since = process.events
    .slice(exchange.decided)
    .filter(({ sessionId }) => sessionId === facts?.id)
    // After a rollback the store issues the same positions again.
    .filter(({ type }) => CHANGES.has(type) || (isPassed && !facts?.rolledBack && MOVES.has(type)));
  const isSignedIn = implicit.answer.status === "authenticated";
  const signedInSince = (facts?.cleared.get(process)?.from ?? 0) > implicit.finished;
  const what = `${client.name}, ${nameOf(verb)} at ${process.name}`;
  if (committed && isSignedIn && since.length > 0)
    throw new Violation(INVARIANT, `${what}: old cookies leave after ${since[0]?.type}`);
  if (committed && signedInSince)
    throw new Violation(INVARIANT, `${what}: old cookies leave after a sign-in or sign-out`);
  if (!committed && !mayDrop(world, exchange))
    throw new Violation(INVARIANT, `${what}: cookies are dropped, and nothing has happened`);
}

/** Whether a newer position than the one of this answer has been issued, from a step on. */
function isBehindAnother({ ledger }: World, { issued }: Step, from: number): boolean {
  const own = issued.find(({ kind }) => kind === "session") ?? issued[0];
  return [...ledger.tokens.values()].some(
    (token) =>
      own && token.sessionId === own.sessionId && token.issued > from && isOlder(own, token),
  );
}

function mayDrop(world: World, { implicit, process, arrived, client }: Exchange): boolean {
  // Of the same moment, and not in the ledger yet.
  const hasChanged = world.recent.some(
    (step) => isExplicit(step.verb) && step.process === process && step.client === client,
  );
  const facts = implicit && factsOf(world.ledger, implicit.presented);
  const hasHappened = process.events
    .slice(arrived)
    .some(
      ({ sessionId, type }) =>
        type === "session.created" || (sessionId === facts?.id && SHOWS_CHANGE.has(type)),
    );
  const isPassed = implicit !== null && isBehindAnother(world, implicit, implicit.started);
  return (
    world.running > 0 ||
    hasChanged ||
    hasHappened ||
    isPassed ||
    (facts !== null && (facts.cause !== null || facts.rolledBack))
  );
}
