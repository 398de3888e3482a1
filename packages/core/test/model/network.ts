import type { World } from "./world.ts";

/** How long the parts of one exchange take, in milliseconds: together at most half of the grace period. */
export interface Legs {
  readonly request: number;
  /** In the handler, before it asks for a change, and after it until the headers leave. */
  readonly before: number;
  readonly after: number;
  readonly answer: number;
  readonly lost: "request" | "answer" | null;
}

export const AT_ONCE: Legs = { request: 0, before: 0, after: 0, answer: 0, lost: null };

/** Has something happen in `delay` milliseconds. */
export function schedule(world: World, delay: number, run: () => Promise<void> | void): void {
  world.queue.push({ at: world.clock() + delay, run });
}

/**
 * Lets time pass until `until`. What is due at the same moment runs at once, its calls of the store interleaved.
 *
 * @param settled called after each such moment
 */
export async function advance(
  world: World,
  until: number,
  settled: () => Promise<void>,
): Promise<void> {
  for (;;) {
    const next = Math.min(...world.queue.map(({ at }) => at));
    if (next > until) break;
    world.clock.set(Math.max(world.clock(), next));
    const due = world.queue.filter(({ at }) => at <= world.clock());
    world.queue = world.queue.filter(({ at }) => at > world.clock());
    await Promise.all(due.map(({ run }) => run()));
    await settled();
  }
  world.clock.set(Math.max(world.clock(), until));
}

export function describeLegs({ request, before, after, answer, lost }: Legs): string {
  const parts = Object.entries({ request, before, after, answer })
    .filter(([, ms]) => ms > 0)
    .map(([name, ms]) => `${name} ${ms} ms`);
  if (lost) parts.push(`${lost} lost`);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}
