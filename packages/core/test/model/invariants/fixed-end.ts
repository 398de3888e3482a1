import { type SessionFacts, tokensOf } from "../ledger.ts";
import type { Step } from "../step.ts";
import { liveTokens } from "../table.ts";
import { nameOf } from "../verbs.ts";
import { assertHolds } from "../violation.ts";
import type { World } from "../world.ts";

const INVARIANT = "2 one live branch, a fixed end";

/** Of all the tokens of a session at most one is live; its absolute end is that of its sign-in, and bounds the idle end. */
export function hasOneLiveBranch(world: World, facts: SessionFacts): void {
  const { record, absoluteEnd, id } = facts;
  if (!record) return;
  const tokens = tokensOf(world.ledger, id).filter(({ kind }) => kind === "session");
  const live = liveTokens(record, tokens, world.clock());
  // While a secret changes, one position has a token under each.
  const branches = new Set(live.map(({ generation, branch }) => `${generation}.${branch}`));
  assertHolds(branches.size <= 1, INVARIANT, () => `${branches.size} branches are live`);
  const end = record.absoluteExpiresAt.getTime();
  assertHolds(
    seconds(end) === seconds(absoluteEnd),
    INVARIANT,
    () => `the absolute end has moved by ${end - absoluteEnd} ms`,
  );
  const idle = record.idleExpiresAt.getTime();
  assertHolds(idle <= end, INVARIANT, () => "the idle end is after the absolute one");
}

/** No answer says another end, and none is signed in after it. */
export function endsInTime(world: World, step: Step): void {
  const { session } = step.answer;
  if (!session) return;
  const facts = world.ledger.sessions.get(session.id);
  const end = facts?.record?.absoluteExpiresAt.getTime() ?? facts?.absoluteEnd ?? 0;
  const what = nameOf(step.verb);
  assertHolds(step.at < end, INVARIANT, () => `${what} is signed in after the absolute end`);
  assertHolds(
    seconds(session.absoluteExpiresAt) === seconds(end),
    INVARIANT,
    () => `${what} moves the absolute end by ${session.absoluteExpiresAt - end} ms`,
  );
  assertHolds(session.expiresAt <= end, INVARIANT, () => `${what} ends after the absolute end`);
  for (const { kind, expiresAt } of step.issued) {
    if (kind === "session" && expiresAt === Number.POSITIVE_INFINITY) continue;
    assertHolds(expiresAt <= end, INVARIANT, () => `an ${kind} token ends after the absolute end`);
  }
}

/** Tokens say whole seconds. */
function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
