import { isExpired } from "./invariants/signed-in.ts";
import { endSession, factsOf, type SessionFacts } from "./ledger.ts";
import { SKEW } from "./modes.ts";
import type { Step } from "./step.ts";
import type { Verb } from "./verbs.ts";
import type { Process, World } from "./world.ts";

/** Notes which sessions a step has ended, and where. */
export function noteEndings(world: World, step: Step): void {
  const { verb, answer } = step;
  if (verb.kind === "sign in") noteReplaced(world, step);
  if (verb.kind === "sign out") noteSignOut(world, step);
  if (answer.reason === "reused") noteReuse(world, step);
}

/** The session that the client held is replaced by the new one. */
function noteReplaced(world: World, step: Step): void {
  const { answer, process, finished, failed } = step;
  const facts = namedBy(world, step);
  if (!facts || answer.status !== "authenticated") return;
  endSession(facts, "replaced", { process, step: finished });
  if (!failed) facts.endedInStore ??= finished;
  noteCleared(facts, process, { from: finished, by: finished });
}

/** The session that a request names for good: an access token that has expired names none. */
function namedBy({ ledger }: World, { presented, at }: Step): SessionFacts | null {
  const { session, access } = presented;
  const isOver = session === null && access !== null && at >= access.expiresAt + SKEW;
  return isOver ? null : factsOf(ledger, presented);
}

function noteCleared(
  { cleared }: SessionFacts,
  process: Process,
  steps: { readonly from: number; readonly by: number },
): void {
  const before = cleared.get(process) ?? steps;
  const from = Math.min(before.from, steps.from);
  cleared.set(process, { from, by: Math.min(before.by, steps.by) });
}

function noteSignOut(world: World, step: Step): void {
  const { verb, answer, process, finished } = step;
  const facts = namedBy(world, step);
  if (!facts || verb.kind !== "sign out") return;
  const done = answer.status === "signed out";
  const isOver = facts.endedInStore !== null || isExpired(facts.record, step.at);
  if (verb.scope !== "others") {
    // That of all reads the session before it ends it: until then, one that has ended already is refused for that.
    const isKnownLate = verb.scope === "all" && facts.cause !== null;
    endSession(facts, "sign-out", { process, step: finished });
    if (done) facts.endedInStore ??= finished;
    noteCleared(facts, process, { from: isKnownLate ? finished : step.started, by: finished });
  }
  // A credential of a session that had ended or expired ends no others.
  if (verb.scope === "current" || !world.mode.stored || (done && answer.reason !== null)) return;
  const by = { process, userId: facts.userId, except: facts.id };
  if (!isOver) sweep(world, { ...by, step: finished, done });
  // Another request may have extended or ended the session at the same moment.
  else if (world.recent.length > 1) world.sweeps.push({ ...by, finished });
}

/** All sessions of a user but one have ended; those that were created meanwhile perhaps. */
export function sweep(
  world: World,
  by: {
    readonly process: Process;
    readonly userId: string;
    readonly except: string | null;
    readonly step: number;
    /** False if the store failed, and some may be left. */
    readonly done: boolean;
  },
): void {
  const { process, userId, except, step, done } = by;
  world.sweeps.push({ process, userId, except, finished: step });
  const known = new Set(world.states.at(-1)?.map(({ id }) => id));
  // Of several that end the same at the same moment, any may have been the one that did.
  const isAlone = world.recent.filter(({ verb }) => isEnding(verb)).length <= 1;
  for (const facts of world.ledger.sessions.values()) {
    if (facts.userId !== userId || facts.id === except || !known.has(facts.id)) continue;
    const wasAlive = facts.endedInStore === null;
    endSession(facts, "sign-out", done && wasAlive && isAlone ? { process, step } : null);
    if (done) facts.endedInStore ??= step;
  }
}

function isEnding({ kind }: Verb): boolean {
  return kind === "sign in" || kind === "sign out";
}

function noteReuse(world: World, { presented, process, finished }: Step): void {
  const facts = factsOf(world.ledger, presented);
  if (facts?.stolen) endReused(facts, process, finished);
}

function endReused(facts: SessionFacts, process: Process, step: number): void {
  endSession(facts, "reuse of a stolen token", { process, step });
  facts.endedInStore ??= step;
}
