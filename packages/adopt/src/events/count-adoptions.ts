import { SessionConfigError, type SessionEvent } from "@sessionkit/core";

/** How often an adopter is used. */
export interface AdopterCount {
  /** `name` of the adopter, such as `next-auth`. */
  readonly adopter: string;
  /** Sessions that were adopted. A later request with the same old credential is not counted again. */
  readonly adopted: number;
  /** The adoptions of each day (UTC, `2026-11-29`), in the order of the days. Days without an adoption are left out. */
  readonly byDay: Readonly<Record<string, number>>;
  /** Genuine credentials that were not adopted, by reason. `reused` are old cookies that browsers still send. */
  readonly refused: Readonly<Record<string, number>>;
  /** The last adoption. Milliseconds since the epoch; null if there was none. */
  readonly lastAdoptedAt: number | null;
}

/** The members of a `SessionEvent` that are counted. The event may have been read from a log. */
export type CountedEvent = Pick<SessionEvent, "type" | "at" | "reason" | "adopter" | "elsewhere">;

export interface AdoptionCount {
  /** Counts an event of `onEvent`, or one that was stored as JSON. Ignores the events of other types. */
  readonly add: (event: CountedEvent) => void;
  /** The counts of each adopter, in the order of the list, then of the first event. */
  readonly list: () => AdopterCount[];
}

interface Counter {
  adopted: number;
  readonly byDay: Map<string, number>;
  readonly refused: Map<string, number>;
  lastAdoptedAt: number | null;
}

/**
 * Counts the adoptions of each adopter, to find out when one can be removed. A process counts its own events only: to
 * count those of all processes and of past weeks, log the events and add them from the log.
 *
 * @param adopters the configured adopters: those without an event are listed with 0
 *
 * @example
 * const adoptions = countAdoptions(adopt);
 * const sessions = createSessions({ adopt, onEvent: adoptions.add, ... });
 * adoptions.list(); // [{ adopter: "next-auth", adopted: 41, lastAdoptedAt: 1795957200000, ... }]
 */
export function countAdoptions(adopters: readonly { readonly name: string }[] = []): AdoptionCount {
  if (!Array.isArray(adopters) || !adopters.every((one) => typeof one?.name === "string"))
    throw new SessionConfigError("adopters", "expected a list of adopters.");
  const counters = new Map(adopters.map(({ name }) => [name, createCounter()]));
  return {
    add({ type, at, reason, adopter, elsewhere }) {
      if (adopter === undefined) return;
      const counter = counters.get(adopter) ?? createCounter();
      counters.set(adopter, counter);
      if (type === "session.adopted" && !elsewhere) countAdopted(counter, at);
      if (type === "session.adoption_refused") increment(counter.refused, reason ?? "unknown");
    },
    list: () =>
      [...counters].map(([adopter, { adopted, byDay, refused, lastAdoptedAt }]) => ({
        adopter,
        adopted,
        byDay: Object.fromEntries([...byDay].toSorted(([a], [b]) => (a < b ? -1 : 1))),
        refused: Object.fromEntries(refused),
        lastAdoptedAt,
      })),
  };
}

function createCounter(): Counter {
  return { adopted: 0, byDay: new Map(), refused: new Map(), lastAdoptedAt: null };
}

function countAdopted(counter: Counter, at: number): void {
  counter.adopted++;
  counter.lastAdoptedAt = Math.max(counter.lastAdoptedAt ?? at, at);
  increment(counter.byDay, new Date(at).toISOString().slice(0, 10));
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
