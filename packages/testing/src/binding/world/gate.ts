/** Holds requests until a test releases them. */
export interface Gate {
  readonly waiting: number;
  wait(): Promise<void>;
  /** Releases all requests that wait now. */
  open(): void;
}

export function createGate(): Gate {
  let waiting = 0;
  let opened = 0;
  return {
    get waiting() {
      return waiting;
    },
    async wait() {
      const before = opened;
      waiting++;
      // Workers end a request that waits for a promise of another one, so it has to poll.
      while (opened === before) await new Promise((resolve) => setTimeout(resolve));
      waiting--;
    },
    open() {
      opened++;
    },
  };
}
