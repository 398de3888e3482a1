import type { SetCookie } from "../../../src/index.ts";
import type { Exchange } from "../exchange.ts";
import { factsOf, type SessionFacts } from "../ledger.ts";
import { nameOf } from "../verbs.ts";
import { Violation } from "../violation.ts";
import { noteException, type World } from "../world.ts";
import { isAlive } from "./signed-in.ts";

const INVARIANT = "1 no legitimate user is signed out";

/**
 * An answer does not take a living session out of the cookie jar, unless the client itself asked for that, or the process
 * could not know: the answer had left before the sign-in, or another process had ended the session that it is about.
 */
export function arrivesInJar(
  world: World,
  exchange: Exchange,
  cookies: readonly SetCookie[],
  explicit: boolean,
): void {
  const { client, verb, process } = exchange;
  const before = client.held().session;
  const cookie = cookies.find(({ name }) => name.endsWith("session"));
  if (before === null || cookie === undefined || client.name === "thief") return;
  const token = world.ledger.tokens.get(before);
  const facts = world.ledger.sessions.get(token?.sessionId ?? "");
  const next = world.ledger.tokens.get(cookie.value)?.sessionId ?? null;
  if (!facts || next === facts.id || facts.stolen || !isAlive(facts, world.clock())) return;
  if (explicit && verb.kind === "sign in") {
    facts.displaced = true;
    return;
  }
  const what = next === null ? "is cleared" : "is replaced by an older session";
  const exception = exceptionOf(world, exchange, facts, explicit);
  if (exception === null) {
    throw new Violation(
      INVARIANT,
      `the living session of ${client.name} ${what} by a late ${nameOf(verb)} of ${process.name}`,
    );
  }
  noteException(world, `a newer sign-in ${what} ${exception}`);
  facts.cause = "sign-out";
}

function exceptionOf(
  world: World,
  { process, left, verb, implicit, explicit }: Exchange,
  facts: SessionFacts,
  isExplicit: boolean,
): string | null {
  if (isExplicit) return `by an explicit change (${verb.kind}) that was asked for before`;
  if (left < facts.created) return "by an answer that had left before";
  const step = explicit ?? implicit;
  const about = step && factsOf(world.ledger, step.presented);
  const known = about?.cleared.get(process)?.by;
  return known !== undefined && known < left ? null : "by another process";
}
