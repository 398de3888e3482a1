import { afterEach, vi } from "vitest";

const EPOCH = 1_800_000_000_000;

/** Replaces every clock and timer of the process until the end of the test. They move only with `advance`. */
export class FakeClock {
  time = 0;
  /** Milliseconds by which the wall clock is ahead, after sleep or a change of the clock. */
  wallClockOffset = 0;
  #timers = new Map<number, { at: number; run: () => void }>();
  #last = 0;

  constructor() {
    vi.spyOn(performance, "now").mockImplementation(() => this.time);
    vi.spyOn(Date, "now").mockImplementation(() => EPOCH + this.time + this.wallClockOffset);
    vi.stubGlobal("setTimeout", this.#setTimeout);
    vi.stubGlobal("clearTimeout", this.#clearTimeout);
    vi.spyOn(AbortSignal, "timeout").mockImplementation((delay) => {
      const controller = new AbortController();
      this.#setTimeout(() => controller.abort(new DOMException("Over.", "TimeoutError")), delay);
      return controller.signal;
    });
  }

  readonly #setTimeout = (run: () => void, delay: number): unknown => {
    // As in browsers: a delay that does not fit into 31 bits becomes 0.
    const wait = delay > 2 ** 31 - 1 ? 0 : Math.max(0, delay);
    this.#timers.set(++this.#last, { at: this.time + wait, run });
    return this.#last;
  };

  readonly #clearTimeout = (timer: unknown): void => {
    this.#timers.delete(timer as number);
  };

  get pending(): number {
    return this.#timers.size;
  }

  /** Advances the time and runs every timer when it is due. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settled();
    for (;;) {
      const [id, timer] = [...this.#timers].sort((a, b) => a[1].at - b[1].at)[0] ?? [];
      if (id === undefined || !timer || timer.at > end) break;
      this.#timers.delete(id);
      this.time = Math.max(this.time, timer.at);
      timer.run();
      await settled();
    }
    this.time = end;
    await settled();
  }
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Resolves when promises, messages and locks have settled. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 24; turn++) await new Promise((resolve) => setImmediate(resolve));
}
