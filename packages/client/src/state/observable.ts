/** A value that can be watched, and that stays the same object until it says something else. */
export interface Observable<T> {
  readonly get: () => T;
  readonly set: (next: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** @param changed told last, with what there was */
export function createObservable<T extends object>(
  first: T,
  changed: (previous: T) => void,
): Observable<T> {
  const listeners = new Set<() => void>();
  let current = first;
  return {
    get: () => current,
    set(next) {
      const previous = current;
      // Members that say the same stay the same objects: whoever depends on one alone is left in peace.
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
      changed(previous);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
