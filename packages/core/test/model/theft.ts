import { passes, sends, steals } from "./commands.ts";
import type { Mode } from "./modes.ts";
import { paceOf, pauseOf } from "./pace.ts";
import { run } from "./play.ts";
import { createRandom } from "./random.ts";
import { PREFETCHING_POST, REFRESH, STRICT, signIn, UPDATE, type Verb } from "./verbs.ts";
import { createWorld } from "./world.ts";

const HOUR = 3_600_000;
/** Both use what they hold as they like; a thief may call his requests a prefetch. */
const OWNER: readonly Verb[] = [REFRESH, REFRESH, STRICT, UPDATE];
const THIEF: readonly Verb[] = [REFRESH, PREFETCHING_POST];

/**
 * Has a thief copy the cookies of a browser that has been in use for an hour, and both go on at a pace of their own, at
 * either process. Returns when the session was ended as reused, in milliseconds since the theft; null if it was not.
 */
export async function findThief(mode: Mode, seed: number, length: number): Promise<number | null> {
  const random = createRandom(seed);
  const harness = createWorld(mode, seed);
  const process = (): "A" | "B" => (random() < 0.5 ? "A" : "B");
  const ownerSends = () => sends("browser", pick(OWNER, random), process());
  await run(harness, [sends("browser", signIn("ada"), "A")]);
  for (let used = 0; used < HOUR; used += 5 * 60_000)
    await run(harness, [passes(5 * 60_000), ownerSends()]);
  await run(harness, [steals("browser")]);
  const theft = harness.clock();
  let ownerAt = theft + pauseOf(random);
  let thiefAt = theft + paceOf(random);
  while (Math.min(ownerAt, thiefAt) < theft + length) {
    const isOwner = ownerAt <= thiefAt;
    const at = isOwner ? ownerAt : thiefAt;
    const next = isOwner ? ownerSends() : sends("thief", pick(THIEF, random), process());
    await run(harness, [passes(at - harness.clock()), next]);
    if ([...harness.ledger.sessions.values()].some(({ cause }) => cause !== null))
      return at - theft;
    if (isOwner) ownerAt += pauseOf(random);
    else thiefAt += paceOf(random);
  }
  return null;
}

function pick<T>(choices: readonly T[], random: () => number): T {
  return choices[Math.floor(random() * choices.length)] as T;
}
