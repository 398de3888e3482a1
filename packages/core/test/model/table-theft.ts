import type { Position } from "../../src/session/rotation-state.ts";
import { paceOf, pauseOf } from "./pace.ts";
import { createRandom } from "./random.ts";
import { createTableRow, FIRST } from "./table-row.ts";

const HOUR = 3_600_000;

/** When a thief was found, in milliseconds since the theft: both present their own tokens, each at a pace of their own. */
export function stealFromTable(seed: number, length: number): number | null {
  const random = createRandom(seed);
  const row = createTableRow();
  let owner: Position | null = FIRST;
  for (let now = 0; now < HOUR; now += 300_000)
    owner = row.redeem(owner ?? FIRST, now)?.next ?? null;
  let thief = owner;
  let ownerAt = HOUR + pauseOf(random);
  let thiefAt = HOUR + paceOf(random);
  while (owner && thief && Math.min(ownerAt, thiefAt) < HOUR + length) {
    if (ownerAt <= thiefAt) {
      owner = row.redeem(owner, ownerAt)?.next ?? null;
      ownerAt += pauseOf(random);
    } else {
      thief = row.redeem(thief, thiefAt)?.next ?? null;
      thiefAt += paceOf(random);
    }
  }
  return row.ended ? Math.min(ownerAt, thiefAt) - HOUR : null;
}
