import type { SessionRecord } from "../../../src/index.ts";
import { factsOf, freshnessOf, issuedFreshnessOf, tokensOf } from "../ledger.ts";
import { GRACE, SKEW } from "../modes.ts";
import type { Step } from "../step.ts";
import { isOlder, type Token } from "../token.ts";
import { nameOf, type Verb } from "../verbs.ts";
import { assertHolds } from "../violation.ts";
import type { World } from "../world.ts";

const INVARIANT = "4 no credential yields more than it is";

/** Not another transport, not another kind, not a longer life, not a newer proof, not a newer position. */
export function yieldsNoMore(world: World, step: Step): void {
  const { presented, answer, verb, client } = step;
  const says = (what: string) => (): string =>
    `${client.name}, ${nameOf(verb)} by ${presented.transport}: ${what}`;
  // Which transport a sign-in answers by, the application says.
  if (presented.transport !== "cookie" && verb.kind !== "sign in")
    assertHolds(answer.cookies.length === 0, INVARIANT, says("sets cookies"));
  if (verb.kind === "prefetch")
    assertHolds(step.issued.length === 0, INVARIANT, says("issues tokens"));
  if (answer.status !== "authenticated" || verb.kind === "sign in") return;

  const about = presented.session ?? presented.access;
  for (const token of step.issued) {
    assertHolds(token.sessionId === about?.sessionId, INVARIANT, says("of another session"));
  }
  if (!isProof(verb)) yieldsNoNewerProof(world, step, says);
  if (presented.session === null && presented.access) {
    yieldsNoMoreThanAccess(step, presented.access, says);
  } else if (presented.transport === "cookie" && step.process.signed) {
    setsBothOrHolds(step, says);
  }
}

function isProof(verb: Verb): boolean {
  return verb.kind === "renew" && verb.authenticated;
}

/** After a rollback, the store may issue a position again that has proven more, or less: the newest proof of the session counts. */
function yieldsNoNewerProof(
  { ledger }: World,
  step: Step,
  says: (what: string) => () => string,
): void {
  const { presented, answer, issued } = step;
  const facts = factsOf(ledger, presented);
  const tokens = facts?.rolledBack ? tokensOf(ledger, facts.id) : [];
  const newest = Math.max(0, ...tokens.map(({ freshness }) => freshness));
  const known = seconds(Math.max(newest, freshnessOf(presented)));
  const proven = seconds(answer.session?.authenticatedAt ?? 0);
  assertHolds(proven <= known, INVARIANT, says(`fresher by ${proven - known} s`));
  const exchanged = seconds(Math.max(newest, issuedFreshnessOf(presented)));
  for (const token of issued) {
    const gain = seconds(Math.max(token.freshness, token.authenticatedAt ?? 0)) - exchanged;
    assertHolds(gain <= 0, INVARIANT, says(`issues a fresher token by ${gain} s`));
  }
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

/** An access token alone yields at most the same with other data. */
function yieldsNoMoreThanAccess(
  { issued, verb }: Step,
  access: Token,
  says: (what: string) => () => string,
): void {
  for (const token of issued) {
    assertHolds(token.kind === "access", INVARIANT, says("a session token for an access token"));
    if (isProof(verb)) continue;
    const longer = token.expiresAt - access.expiresAt;
    assertHolds(longer <= 0, INVARIANT, says(`an access token lives ${longer} ms longer`));
    assertHolds(!isOlder(access, token), INVARIANT, says("a newer position"));
  }
}

/** An access cookie without a session cookie is for a token that is held, for the rest of the grace period. */
function setsBothOrHolds({ answer, issued, at }: Step, says: (what: string) => () => string): void {
  const cookies = answer.cookies.filter(({ value }) => value !== "");
  if (cookies.length !== 1) return;
  const [cookie] = cookies;
  const token = issued.find(({ text }) => text === cookie?.value);
  assertHolds(
    token?.kind === "access",
    INVARIANT,
    says("a session cookie without an access cookie"),
  );
  const left = (token?.expiresAt ?? 0) - at;
  assertHolds(left <= GRACE + SKEW, INVARIANT, says(`an access cookie alone, for ${left} ms`));
}

/** A prefetch, and a request that cannot set cookies, leave the records as they are; but for one that they end. */
export function writesNothing(
  { verb, client }: Step,
  before: readonly SessionRecord[],
  after: readonly SessionRecord[],
): void {
  if (verb.kind !== "prefetch" && verb.kind !== "read") return;
  const versions = new Map(before.map(({ id, version }) => [id, version]));
  for (const { id, version } of after) {
    assertHolds(
      versions.get(id) === version,
      INVARIANT,
      () => `${client.name}, ${nameOf(verb)}: a record is written`,
    );
  }
}
