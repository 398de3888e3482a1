/** A value that can be subscribed to. `get` returns the same object until the value changes. */
export interface Observable<T> {
  readonly get: () => T;
  readonly set: (next: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** @param onChange called after the listeners, with the previous value */
export function createObservable<T extends object>(
  first: T,
  onChange: (previous: T) => void,
): Observable<T> {
  const listeners = new Set<() => void>();
  let current = first;
  return {
    get: () => current,
    set(next) {
      const previous = current;
      // Equal members keep their identity, so that a component that depends on one of them does not render again.
      const shared = { ...next };
      let same = true;
      for (const name in next) {
        if (JSON.stringify(previous[name]) === JSON.stringify(next[name]))
          shared[name] = previous[name];
        else same = false;
      }
      if (same) return;
      current = shared;
      for (const listener of listeners) listener();
      onChange(previous);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
