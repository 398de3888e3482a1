/** A place where requests wait until a test lets them continue. */
export interface Gate {
  readonly waiting: number;
  wait(): Promise<void>;
  /** Lets all that wait now continue. */
  open(): void;
}

export function createGate(): Gate {
  let waiting: (() => void)[] = [];
  return {
    get waiting() {
      return waiting.length;
    },
    wait: () => new Promise((resolve) => waiting.push(resolve)),
    open() {
      const released = waiting;
      waiting = [];
      for (const release of released) release();
    },
  };
}
