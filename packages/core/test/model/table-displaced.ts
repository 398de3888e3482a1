import { isSame, type Position } from "../../src/session/rotation-state.ts";
import { pauseOf } from "./pace.ts";
import { createRandom } from "./random.ts";
import { createTableRow, FIRST } from "./table-row.ts";

/**
 * Uses a session for a while, mostly by its newest token, at times by an older one that is still accepted. Returns a
 * token that was reuse at one moment and was accepted at a later one; null if there is none.
 */
export function findRevived(seed: number, uses: number): Position | null {
  const random = createRandom(seed);
  const row = createTableRow();
  let issued: Position[] = [FIRST];
  let displaced: Position[] = [];
  let now = 0;
  for (let use = 0; use < uses; use++) {
    now += pauseOf(random) / 4;
    const revived = displaced.find((position) => row.peek(position, now) !== "reuse");
    if (revived) return revived;
    const accepted = issued.filter((position) => row.peek(position, now) !== "reuse");
    displaced = [...displaced, ...issued.filter((position) => !accepted.includes(position))];
    const index = random() < 0.8 ? -1 : Math.floor(random() * accepted.length);
    const position = accepted.at(index) ?? FIRST;
    const decision = random() < 0.15 ? row.renew(position, now) : row.redeem(position, now);
    const next = decision?.next ?? position;
    issued = [...accepted.filter((other) => !isSame(other, next)), next];
  }
  return null;
}
