/** Virtual time: events run in the order of their time, without waiting for the real clock. */
export interface Timeline {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Returns a function that cancels the event. */
  after(delay: number, event: () => void): () => void;
  /** Runs asynchronous code. Time does not advance until that code waits for `pause` or for a later event. */
  start<T>(work: () => Promise<T>, done: (value: T) => void): void;
  /** For code inside `start`: resolves `delay` later. Other events run meanwhile. */
  pause(delay: number): Promise<void>;
  /** For work outside of the process' own code, such as WebCrypto: time waits for it. */
  outside<T>(work: Promise<T>): Promise<T>;
  /** Like `after`, for events that may resume asynchronous code. */
  timer(delay: number, event: () => void): () => void;
  /** Rejects if code inside `start` failed, or waits for an event outside of virtual time. */
  run(until: number): Promise<void>;
  /** Ends `run` before the next event. */
  stop(): void;
}

export function createTimeline(start: number): Timeline {
  const queue = createQueue();
  let now = start;
  let open = 0;
  let isStopped = false;
  let hasResumed = false;
  const outside = new Set<Promise<unknown>>();
  let failure: unknown;

  function after(delay: number, event: () => void): () => void {
    const entry = queue.push(now + Math.max(0, Math.ceil(delay)), event);
    return () => {
      entry.event = null;
    };
  }

  function timer(delay: number, event: () => void): () => void {
    return after(delay, () => {
      hasResumed = true;
      event();
    });
  }

  /** Waits for the event loop, so that all promises that need no later event are resolved. */
  async function flushPromises(): Promise<void> {
    if (hasResumed && !isStopped) {
      hasResumed = false;
      await nextTurn();
      while (outside.size > 0) {
        await Promise.allSettled(outside);
        await nextTurn();
      }
    }
    if (failure) throw failure;
  }

  return {
    now: () => now,
    after,
    timer,
    stop() {
      isStopped = true;
    },
    start(work, done) {
      open++;
      hasResumed = true;
      work()
        .then(done)
        .catch((error: unknown) => {
          failure = error;
        })
        .finally(() => open--);
    },
    outside(work) {
      hasResumed = true;
      outside.add(work);
      return work.finally(() => outside.delete(work));
    },
    pause: (delay) => new Promise((resolve) => timer(delay, resolve)),
    async run(until) {
      await flushPromises();
      while (!isStopped && queue.next() <= until) {
        now = queue.next();
        queue.pop()?.();
        await flushPromises();
      }
      if (open > 0 && !isStopped && queue.next() === Number.POSITIVE_INFINITY)
        throw new Error("The server waits for an event outside of virtual time.");
      now = Math.max(now, until);
    },
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

interface Entry {
  readonly at: number;
  /** The order of simultaneous events, so that a seed repeats it. */
  readonly order: number;
  /** Null: cancelled. */
  event: (() => void) | null;
}

/** A binary heap. */
function createQueue() {
  const heap: Entry[] = [];
  let order = 0;
  const at = (index: number): Entry => heap[index] as Entry;
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

  return {
    next: () => heap[0]?.at ?? Number.POSITIVE_INFINITY,
    push(instant: number, event: () => void): Entry {
      const entry = { at: instant, order: order++, event };
      let index = heap.length;
      for (; index > 0; index = (index - 1) >> 1) {
        const parent = at((index - 1) >> 1);
        if (!isBefore(entry, parent)) break;
        heap[index] = parent;
      }
      heap[index] = entry;
      return entry;
    },
    pop(): (() => void) | null {
      const first = at(0);
      const last = heap.pop() as Entry;
      if (heap.length > 0) sink(last);
      return first.event;
    },
  };
}
