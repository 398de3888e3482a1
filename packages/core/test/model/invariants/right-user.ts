import { factsOf } from "../ledger.ts";
import type { Step } from "../step.ts";
import { isOlder } from "../token.ts";
import { nameOf } from "../verbs.ts";
import { assertHolds } from "../violation.ts";
import type { World } from "../world.ts";

const INVARIANT = "5 an answer is for the user of the session token";

/** The answer is about the session of the session token, else of the access token, and about its user. */
export function isForTheRightUser(world: World, step: Step): void {
  const { answer, presented, verb } = step;
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
  isNotBehind(step);
}

/** An access token beside a session token counts only if it names the same session, and no older position. */
function isNotBehind({ outcome, presented: { session, access }, verb }: Step): void {
  const isByAccess = outcome?.status === "authenticated" && outcome.verified === "token";
  if (!isByAccess || session === null) return;
  assertHolds(
    access?.sessionId === session.sessionId && !isOlder(access, session),
    INVARIANT,
    () => `${nameOf(verb)} is answered by an access token that is behind the session token`,
  );
}
