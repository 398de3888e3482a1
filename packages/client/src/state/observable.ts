import { notify } from "./notify.ts";

/** A value that can be watched, and that stays the same object until it says something else. */
export interface Observable<T> {
  readonly get: () => T;
  readonly set: (next: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** @param changed told before the subscribers, with what there was */
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
      changed(previous);
      for (const listener of [...listeners]) notify(listener);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
