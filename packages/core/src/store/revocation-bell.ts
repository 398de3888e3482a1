import type { RevocationBell } from "./revocation-feed.ts";

/**
 * The signal of a store: its listeners.
 *
 * @param connect called once, when the first listener is added; receives what calls all listeners. Must not throw or reject
 * @example
 * return { ...verbs, ...createBell((ring) => client.subscribe(channel, ring)) };
 */
export function createBell(connect: (ring: () => void) => void): RevocationBell {
  const listeners = new Set<() => void>();
  let isConnected = false;

  function ring(): void {
    for (const listener of listeners) listener();
  }

  return {
    onRevocation(listener) {
      // A function of its own, so that a listener that is added twice is removed once.
      const call = () => listener();
      listeners.add(call);
      if (!isConnected) {
        isConnected = true;
        connect(ring);
      }
      return () => void listeners.delete(call);
    },
  };
}
