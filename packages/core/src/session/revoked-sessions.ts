import type { EndReason } from "./reasons.ts";

/** How a session was ended by this process. */
export interface Ending {
  readonly reason: EndReason;
  /** The browser that held it has been told already, or has a newer session: its cookies are no longer ours to clear. */
  readonly settled: boolean;
}

export interface EndedSessions {
  /** Refuses the session in this process from now on. */
  add(id: string, ending: Ending): void;
  get(id: string): Ending | undefined;
}

const MAX_ENTRIES = 50_000;
const KEY = Symbol.for("sessionkit.ended-sessions");

/**
 * What this process ended: a local revocation takes effect at once, whatever access tokens are still out. Bounded,
 * oldest out first; for what has left, the access lifetime decides, as it does for every other process. One for the process, under a
 * global symbol, because a framework may load this module twice (Next: proxy and routes).
 */
export function endedSessions(): EndedSessions {
  const host = globalThis as { [KEY]?: EndedSessions };
  host[KEY] ??= createEndedSessions();
  return host[KEY];
}

function createEndedSessions(): EndedSessions {
  const endings = new Map<string, Ending>();
  return {
    add(id, ending) {
      endings.set(id, ending);
      if (endings.size <= MAX_ENTRIES) return;
      const oldest = endings.keys().next();
      if (!oldest.done) endings.delete(oldest.value);
    },
    get: (id) => endings.get(id),
  };
}
