import { factsOf } from "../ledger.ts";
import type { Step } from "../step.ts";
import { nameOf } from "../verbs.ts";
import { assertHolds } from "../violation.ts";
import type { World } from "../world.ts";

const INVARIANT = "5 an answer is for the user of the session token";

/** The answer is about the session of the session token, else of the access token, and about its user. */
export function isForTheRightUser(world: World, { answer, presented, verb }: Step): void {
  const { session } = answer;
  if (!session) return;
  const facts =
    verb.kind === "sign in"
      ? world.ledger.sessions.get(session.id)
      : factsOf(world.ledger, presented);
  const user = verb.kind === "sign in" ? verb.userId : facts?.userId;
  assertHolds(
    session.userId === user && session.id === facts?.id,
    INVARIANT,
    () => `${nameOf(verb)} is answered for ${session.userId}, and the token is of ${user}`,
  );
}
