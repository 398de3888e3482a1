import type { SessionFacts } from "../ledger.ts";
import { SKEW } from "../modes.ts";
import type { Step } from "../step.ts";
import { nameOf } from "../verbs.ts";
import { Violation } from "../violation.ts";
import type { World } from "../world.ts";

const INVARIANT = "3 what ended is not accepted again";

/** Not by the process that ended it; by another one only on an access token that has not expired. */
export function staysEnded(world: World, step: Step): void {
  const { process, answer, verb, started } = step;
  const facts = answer.session && world.ledger.sessions.get(answer.session.id);
  if (!facts || facts.cause === null) return;
  const what = `${nameOf(verb)} at ${process.name} is signed in after the ${facts.cause}`;
  const here = facts.endedBy.get(process);
  if (here !== undefined && here < started) throw new Violation(INVARIANT, what);
  if (!world.mode.stored || facts.endedInStore === null || facts.endedInStore > started) return;
  if (!isTrustedAlone(step)) throw new Violation(INVARIANT, `${what} elsewhere`);
}

/** Whether the answer may rest on the access token alone. */
function isTrustedAlone({ process, verb, presented, answer, at }: Step): boolean {
  const { access } = presented;
  if (!process.signed || access === null) return false;
  const asksStore = verb.kind === "strict" || verb.kind === "refresh";
  const changes = verb.kind === "renew" || verb.kind === "update";
  const trusted = access.sessionId === answer.session?.id && at < access.expiresAt + SKEW;
  return trusted && !asksStore && !changes;
}

/** A store that was told to end a session has no record of it. */
export function isGone(facts: SessionFacts, ids: ReadonlySet<string>): void {
  if (facts.endedInStore !== null && ids.has(facts.id))
    throw new Violation(INVARIANT, `the store has a session again after the ${facts.cause}`);
}

/** A sign-out ends what it names, at whatever position, unless this process was ending it already. */
export function isEffective(world: World, step: Step, before: ReadonlySet<string>): void {
  const { answer, presented, verb, process, started } = step;
  if (verb.kind !== "sign out" || verb.scope !== "current" || answer.status !== "signed out")
    return;
  const id = presented.session?.sessionId;
  if (!world.mode.stored || id === undefined || !before.has(id)) return;
  const known = world.ledger.sessions.get(id)?.endedBy.get(process) ?? started;
  const others = world.recent.filter((other) => other !== step && endsSessions(other));
  if (known < started || others.length > 0) return;
  if (answer.revoked === 0)
    throw new Violation(INVARIANT, `sign-out at ${process.name} ended nothing`);
}

function endsSessions({ verb, answer }: Step): boolean {
  return verb.kind === "sign in" || verb.kind === "sign out" || answer.reason === "reused";
}

/** What this process ended at a sign-out or a sign-in of the same client has had its cookies cleared or replaced. */
export function clearsOnce(step: Step, facts: SessionFacts | null): void {
  const { answer, process, verb, started } = step;
  if (answer.status !== "unauthenticated" || answer.cookies.length === 0) return;
  if (facts && (facts.cleared.get(process)?.from ?? started) < started)
    throw new Violation(
      INVARIANT,
      `${nameOf(verb)} at ${process.name} clears cookies again after the ${facts.cause}`,
    );
}
