import type { SessionEventType } from "../../../src/index.ts";
import type { Exchange } from "../exchange.ts";
import { factsOf } from "../ledger.ts";
import { isOlder } from "../token.ts";
import { nameOf } from "../verbs.ts";
import { Violation } from "../violation.ts";
import type { World } from "../world.ts";

const INVARIANT = "3 what ended is not accepted again";

const MOVES: ReadonlySet<SessionEventType> = new Set([
  "session.rotated",
  "session.branched",
  "session.healed",
  "session.renewed",
  "session.updated",
  "session.revoked",
  "session.reused",
]);

/**
 * The cookies of a refresh leave if, and only if, the process has not done anything since that made them outdated: ended
 * the session, moved it on, or signed the client in again.
 */
export function staysNewest(world: World, exchange: Exchange): void {
  const { implicit, explicit, committed, process, verb, client } = exchange;
  if (!implicit || explicit || implicit.answer.cookies.length === 0 || verb.kind === "read") return;
  const facts = factsOf(world.ledger, implicit.presented);
  const since = process.events
    .slice(exchange.decided)
    .filter(({ sessionId, type }) => sessionId === facts?.id && MOVES.has(type));
  const isSignedIn = implicit.answer.status === "authenticated";
  const signedInSince = (facts?.cleared.get(process) ?? 0) > implicit.finished;
  const what = `${client.name}, ${nameOf(verb)} at ${process.name}`;
  if (committed && isSignedIn && since.length > 0)
    throw new Violation(INVARIANT, `${what}: old cookies leave after ${since[0]?.type}`);
  if (committed && signedInSince)
    throw new Violation(INVARIANT, `${what}: old cookies leave after a sign-in or sign-out`);
  if (!committed && !mayDrop(world, exchange))
    throw new Violation(INVARIANT, `${what}: cookies are dropped, and nothing has happened`);
}

function mayDrop({ ledger, changing }: World, { implicit, process, arrived }: Exchange): boolean {
  const facts = implicit && factsOf(ledger, implicit.presented);
  const newest = implicit?.issued.find(({ kind }) => kind === "session") ?? implicit?.issued[0];
  const known = process.events
    .slice(arrived)
    .some(({ sessionId, type }) => sessionId === facts?.id || type === "session.created");
  const passed = [...ledger.tokens.values()].some(
    (token) => newest && token.sessionId === newest.sessionId && isOlder(newest, token),
  );
  return changing > 0 || known || passed || facts?.endedBy.has(process) === true;
}
