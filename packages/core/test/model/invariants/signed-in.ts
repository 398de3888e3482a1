import type { SessionRecord } from "../../../src/index.ts";
import { factsOf, type SessionFacts } from "../ledger.ts";
import type { ModelBrowser } from "../model-browser.ts";
import { BETWEEN_CRASHES, GRACE, IDLE } from "../modes.ts";
import type { Step } from "../step.ts";
import { nameOf } from "../verbs.ts";
import { Violation } from "../violation.ts";
import { noteException, type World } from "../world.ts";

const INVARIANT = "1 no legitimate user is signed out";
/** The idle end is written at most this often; a request that converges writes nothing. */
const SLACK = 5 * 60_000 + 2 * GRACE;

/** A process that issues no access tokens takes one for a text that is not its own. */
const NO_CREDENTIAL: ReadonlySet<string> = new Set(["absent", "malformed"]);

/** A refusal needs a reason: the session was ended, has expired, or there is no credential. */
export function keepsSignedIn(world: World, step: Step): void {
  const { answer, presented, client, process, verb } = step;
  if (answer.status === "authenticated" || answer.status === "signed out") return;
  const what = `${client.name}, ${nameOf(verb)} at ${process.name}: ${answer.reason}`;
  if (answer.status === "unavailable") {
    if (!step.failed && !isOvertaken(world, step))
      throw new Violation(INVARIANT, `${what}, while the store is well`);
    return;
  }
  const facts = factsOf(world.ledger, presented);
  if (!facts) {
    if (!NO_CREDENTIAL.has(answer.reason ?? ""))
      throw new Violation(INVARIANT, `${what}, without a credential`);
    return;
  }
  if (!isOver(world, facts, step)) {
    throw new Violation(INVARIANT, `${what}, while the session of ${facts.userId} is alive`);
  }
}

/** A sign-in at the moment at which all sessions of the user end. */
function isOvertaken({ sweeps }: World, { verb, started }: Step): boolean {
  return (
    verb.kind === "sign in" &&
    sweeps.some(({ userId, finished }) => userId === verb.userId && finished > started)
  );
}

function isOver(world: World, facts: SessionFacts, step: Step): boolean {
  if (facts.cause !== null || facts.stolen) return true;
  const { session, access } = step.presented;
  if (session === null && (facts.displaced || (access?.expiresAt ?? 0) <= step.at)) return true;
  if (endOf(facts, step) <= step.at) return true;
  return isExcepted(world, facts, step);
}

/** The exceptions. Ends the session in the model if one applies. */
export function isExcepted(world: World, facts: SessionFacts, step: Step): boolean {
  if (step.answer.reason !== "reused") return false;
  if (isRestoredByTwoCrashes(step, Math.abs(world.mode.skew))) facts.cause = "two crashes";
  else if (isOvertakenRenewal(facts, step)) facts.cause = "a lost renewal was overtaken";
  if (facts.cause === null) return false;
  noteException(world, facts.cause);
  return true;
}

/**
 * The store has lost a renewal, and a request from before it has rotated the session. The record does not show that the
 * token of the renewal was issued.
 */
function isOvertakenRenewal({ lostRenewals }: SessionFacts, { presented }: Step): boolean {
  const { session } = presented;
  return session !== null && lostRenewals.has(`${session.generation}.${session.branch}`);
}

/** When the session expires by what the model knows of its use. */
function endOf({ absoluteEnd, record, usedAt, rolledBack }: SessionFacts, step: Step): number {
  if (record === null)
    return Math.min(step.presented.session?.expiresAt ?? absoluteEnd, absoluteEnd);
  const idleEnd = record.idleExpiresAt.getTime();
  const earliest = rolledBack ? idleEnd : Math.max(idleEnd, usedAt + IDLE - SLACK);
  return Math.min(earliest, absoluteEnd);
}

/**
 * The token was restored from disk after a crash, and another crash shortly before had brought back an older one.
 *
 * @param skew the difference of the clocks by which the grace period was measured, in milliseconds
 */
function isRestoredByTwoCrashes({ client, presented }: Step, skew: number): boolean {
  const { crashes = [] } = client as Partial<ModelBrowser>;
  return crashes.some((crash, index) => {
    const before = crashes[index - 1];
    return (
      before !== undefined &&
      crash.at - before.at <= BETWEEN_CRASHES + skew &&
      crash.session === presented.session?.text
    );
  });
}

/** What expired, or was signed out by the model's reckoning, is no loss. */
export function isAlive(facts: SessionFacts, now: number): boolean {
  if (facts.cause !== null) return false;
  const end = facts.record ? facts.record.idleExpiresAt.getTime() : facts.usedAt + IDLE;
  return now < Math.min(end, facts.absoluteEnd);
}

export function isExpired(record: SessionRecord | null, now: number): boolean {
  if (record === null) return false;
  return Math.min(record.idleExpiresAt.getTime(), record.absoluteExpiresAt.getTime()) <= now;
}
