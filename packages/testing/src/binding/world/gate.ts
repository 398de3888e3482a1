/** A place where requests wait until a test lets them continue. */
export interface Gate {
  readonly waiting: number;
  wait(): Promise<void>;
  /** Lets all that wait now continue. */
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
      // Workers end a request that waits for another one; it has to look for itself.
      while (opened === before) await new Promise((resolve) => setTimeout(resolve));
      waiting--;
    },
    open() {
      opened++;
    },
  };
}
