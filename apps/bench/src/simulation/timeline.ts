/** Virtual time: what happens, happens in the order of its instant, and nobody waits for the real clock. */
export interface Timeline {
  /** Milliseconds since the epoch. */
  now(): number;
  after(delay: number, event: () => void): void;
  /** Runs code that awaits. Time stands still until it ends, or waits in `pause`. */
  start<T>(work: () => Promise<T>, done: (value: T) => void): void;
  /** For code inside `start`: goes on `delay` later, and lets everything else happen meanwhile. */
  pause(delay: number): Promise<void>;
  run(until: number): Promise<void>;
  /** Nothing more will happen. */
  stop(): void;
}

/** More turns of the microtask queue than any request takes: somebody waits for what virtual time does not know. */
const STUCK = 10_000;

export function createTimeline(start: number): Timeline {
  const queue = createQueue();
  let now = start;
  let busy = 0;
  let stopped = false;
  let failure: unknown;

  const after = (delay: number, event: () => void): void =>
    queue.push(now + Math.max(0, Math.ceil(delay)), event);

  /** Everybody who was woken up has ended, or waits for a later instant. */
  async function settled(): Promise<void> {
    for (let turns = 0; busy > 0 && !stopped; turns++) {
      if (turns > STUCK) throw new Error("The server waits for something outside of virtual time.");
      await null;
    }
    if (failure) throw failure;
  }

  return {
    now: () => now,
    after,
    stop() {
      stopped = true;
    },
    start(work, done) {
      busy++;
      work()
        .then(done)
        .catch((error: unknown) => {
          failure = error;
        })
        .finally(() => busy--);
    },
    pause(delay) {
      busy--;
      return new Promise((resume) => {
        after(delay, () => {
          busy++;
          resume();
        });
      });
    },
    async run(until) {
      await settled();
      while (!stopped && queue.next() <= until) {
        now = queue.next();
        queue.pop()();
        await settled();
      }
      now = Math.max(now, until);
    },
  };
}

interface Entry {
  readonly at: number;
  /** Decides between events of one instant, so that a seed gives the same order each time. */
  readonly order: number;
  readonly event: () => void;
}

/** A binary heap. */
function createQueue() {
  const heap: Entry[] = [];
  let order = 0;
  const isBefore = (a: Entry, b: Entry): boolean =>
    a.at < b.at || (a.at === b.at && a.order < b.order);

  function sink(entry: Entry): void {
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(at(child + 1), at(child))) child++;
      if (!isBefore(at(child), entry)) break;
      heap[index] = at(child);
      index = child;
    }
    heap[index] = entry;
  }

  const at = (index: number): Entry => heap[index] as Entry;

  return {
    next: () => heap[0]?.at ?? Number.POSITIVE_INFINITY,
    push(instant: number, event: () => void): void {
      const entry = { at: instant, order: order++, event };
      let index = heap.length;
      for (; index > 0; index = (index - 1) >> 1) {
        const parent = at((index - 1) >> 1);
        if (!isBefore(entry, parent)) break;
        heap[index] = parent;
      }
      heap[index] = entry;
    },
    pop(): () => void {
      const first = at(0);
      const last = heap.pop() as Entry;
      if (heap.length > 0) sink(last);
      return first.event;
    },
  };
}
