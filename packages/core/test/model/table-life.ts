import type { Verdict } from "../../src/session/rotation.ts";
import { isBehind, type Position } from "../../src/session/rotation-state.ts";
import { BETWEEN_CRASHES, DISK, SLOWEST } from "./modes.ts";
import { pauseOf } from "./pace.ts";
import { createRandom } from "./random.ts";
import { createTableRow, FIRST } from "./table-row.ts";

const ACCESS = 15 * 60_000;
/** Share of the answers that never arrive. */
const LOST = 0.04;

interface Jar {
  readonly session: Position;
  readonly access: Position;
  readonly accessEnd: number;
}

export interface Ended {
  /** Milliseconds since the sign-in. */
  readonly at: number;
  /** The token had been restored by a crash, soon after another one. */
  readonly byTwoCrashes: boolean;
}

/**
 * The life of one browser against the rotation table alone: tabs, stalls, lost answers, step-ups and crashes, by chance.
 * Returns when its owner was signed out; null if never.
 */
export function liveTable(seed: number, length: number): Ended | null {
  const random = createRandom(seed);
  const row = createTableRow();
  const isDatabase = random() < 1 / 3;
  let jar: Jar = { session: FIRST, access: FIRST, accessEnd: ACCESS };
  let written: { at: number; jar: Jar }[] = [{ at: 0, jar }];
  let queue: { at: number; start: number | null; run: () => void }[] = [];
  let now = 0;
  let starts = 0;
  let ended: Ended | null = null;
  const crashes: { at: number; session: Position }[] = [];

  function send(kind: "page" | "strict" | "refresh" | "renew"): void {
    const { session, access, accessEnd } = jar;
    const total = random() < 0.7 ? random() * 500 : random() * SLOWEST;
    const sent = now;
    const start = starts;
    const isTrusted = !isDatabase && accessEnd > sent && !isBehind(access, session);
    const isRedeemed = !isTrusted || kind === "refresh" || kind === "renew";
    queue.push({ at: sent + total * random(), start: null, run: arrive });

    function arrive(): void {
      if (!isRedeemed) {
        if (kind === "strict") row.see(access, now);
        return;
      }
      const decision = kind === "renew" ? row.renew(session, now) : row.redeem(session, now);
      if (decision) answer(decision);
      else ended ??= { at: now, byTwoCrashes: isRestoredTwice(session) };
    }

    function answer({ next, verdict }: { next: Position; verdict: Verdict }): void {
      const end = now + ACCESS;
      const run = (): void => receive(next, verdict === "hold", end);
      if (random() >= LOST) queue.push({ at: sent + total, start, run });
    }
  }

  function receive(next: Position, held: boolean, accessEnd: number): void {
    jar = { session: held ? jar.session : next, access: next, accessEnd };
    const oldest = written.findLastIndex(({ at }) => at <= now - DISK);
    written = [...written.slice(Math.max(0, oldest)), { at: now, jar }];
  }

  function crash(): void {
    const age = random() * DISK;
    jar = (written.findLast(({ at }) => at <= now - age) ?? written[0])?.jar ?? jar;
    written = [{ at: now, jar }];
    starts++;
    crashes.push({ at: now, session: jar.session });
  }

  function isRestoredTwice(session: Position): boolean {
    return crashes.some(({ at, session: restored }, index) => {
      const before = crashes[index - 1];
      return before && at - before.at <= BETWEEN_CRASHES && restored === session;
    });
  }

  function advance(until: number): void {
    for (;;) {
      queue.sort((a, b) => a.at - b.at);
      const next = queue[0];
      if (!next || next.at > until) break;
      queue = queue.slice(1);
      now = Math.max(now, next.at);
      if (next.start === null || next.start === starts) next.run();
    }
    now = until;
  }

  while (now < length && !ended) {
    advance(now + pauseOf(random));
    const chance = random();
    if (chance < 0.03) crash();
    else if (chance < 0.1) send("renew");
    else {
      const tabs = random() < 0.2 ? 1 + Math.floor(random() * 6) : 1;
      for (let tab = 0; tab < tabs; tab++) send(pick(random, "page", "page", "strict", "refresh"));
    }
  }
  return ended;
}

function pick<T>(random: () => number, ...choices: T[]): T {
  return choices[Math.floor(random() * choices.length)] as T;
}
