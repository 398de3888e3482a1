import type { SessionRecord } from "../../src/index.ts";
import { endsInTime, hasOneLiveBranch } from "./invariants/fixed-end.ts";
import { writesNothing, yieldsNoMore } from "./invariants/no-more.ts";
import { isForTheRightUser } from "./invariants/right-user.ts";
import { isExcepted, isExpired, keepsSignedIn } from "./invariants/signed-in.ts";
import { clearsOnce, isEffective, isGone, staysEnded } from "./invariants/stays-ended.ts";
import { endSession, factsOf, type SessionFacts } from "./ledger.ts";
import { noteEndings } from "./note-endings.ts";
import type { Step } from "./step.ts";
import { Violation } from "./violation.ts";
import type { World } from "./world.ts";

const KEPT_STATES = 30;
/** A record whose sign-in failed half way ends by itself after this. */
const UNCONFIRMED = 60_000;

/** After each moment: notes what has ended, and holds everything to the invariants. */
export async function checkMoment(world: World): Promise<void> {
  const steps = world.recent;
  const rows = (await world.store?.rows()) ?? [];
  const before = new Set(world.states.at(-1)?.map(({ id }) => id));
  for (const step of steps) noteEndings(world, step);
  const vanished = noteRows(world, rows, steps);
  for (const step of steps) holdStep(world, step, before);
  if (steps.length === 1 && steps[0]) writesNothing(steps[0], world.states.at(-1) ?? [], rows);
  if (vanished) throw new Violation("1 no legitimate user is signed out", vanished);
  const ids = new Set(rows.map(({ id }) => id));
  for (const facts of world.ledger.sessions.values()) {
    isGone(facts, ids);
    hasOneLiveBranch(world, facts);
  }
  world.recent = [];
  world.sweeps = [];
  if (!world.store) return;
  world.states.push(rows);
  if (world.states.length > KEPT_STATES) world.states.shift();
}

function holdStep(world: World, step: Step, before: ReadonlySet<string>): void {
  yieldsNoMore(world, step);
  isForTheRightUser(world, step);
  staysEnded(world, step);
  isEffective(world, step, before);
  clearsOnce(step, factsOf(world.ledger, step.presented));
  endsInTime(world, step);
  keepsSignedIn(world, step);
  noteUse(world, step);
}

/** Brings the model's rows up to date. Returns what is missing without a reason. */
function noteRows(
  world: World,
  rows: readonly SessionRecord[],
  steps: readonly Step[],
): string | null {
  if (!world.store) return null;
  const byId = new Map(rows.map((row) => [row.id, row]));
  let vanished: string | null = null;
  for (const facts of world.ledger.sessions.values()) {
    const row = byId.get(facts.id) ?? null;
    byId.delete(facts.id);
    const wasThere = facts.record;
    facts.record = row ?? facts.record;
    if (row || facts.cause !== null || isExpired(wasThere, world.clock())) continue;
    if (!isExcused(world, facts, rows, steps))
      vanished ??= `the record of ${facts.userId}'s session is gone`;
  }
  for (const { idleExpiresAt, createdAt } of byId.values()) {
    if (idleExpiresAt.getTime() > createdAt.getTime() + UNCONFIRMED)
      vanished ??= "a sign-in that failed has left a session";
  }
  return vanished;
}

function isExcused(
  world: World,
  facts: SessionFacts,
  rows: readonly SessionRecord[],
  steps: readonly Step[],
): boolean {
  const swept = world.sweeps.find(
    ({ userId, except, finished }) =>
      userId === facts.userId && except !== facts.id && finished > facts.started,
  );
  if (swept) endSession(facts, "sign-out", null);
  else if (facts.stolen) endSession(facts, "reuse of a stolen token", null);
  else if (isOldest(world, facts, rows)) endSession(facts, "limit", null);
  else {
    const own = steps.filter(({ presented }) => factsOf(world.ledger, presented) === facts);
    own.some((step) => isExcepted(world, facts, step));
  }
  if (facts.cause !== null) facts.endedInStore = world.steps;
  return facts.cause !== null;
}

/** A sign-in whose outcome is unknown counts against no limit. */
function isOldest(
  { mode, ledger, clock }: World,
  facts: SessionFacts,
  rows: readonly SessionRecord[],
): boolean {
  if (mode.limit === null) return false;
  const createdAt = facts.record?.createdAt.getTime() ?? clock();
  const others = rows.filter(
    ({ id, userId }) => userId === facts.userId && ledger.sessions.has(id),
  );
  return others.length >= mode.limit && others.every((row) => row.createdAt.getTime() >= createdAt);
}

/** A request that redeemed its session token extends the session. */
function noteUse({ ledger }: World, { answer, verb, presented, at, process }: Step): void {
  if (answer.status !== "authenticated" || presented.session === null) return;
  if (verb.kind === "read" || verb.kind === "prefetch") return;
  const redeemed =
    !process.signed ||
    verb.kind === "refresh" ||
    presented.access === null ||
    presented.access.expiresAt <= at;
  const facts = factsOf(ledger, presented);
  if (redeemed && facts) facts.usedAt = at;
}
