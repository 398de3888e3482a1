import { BoundedMap } from "../base/bounded-map.ts";
import { processWide } from "../base/process-wide.ts";
import type { EndReason } from "./reasons.ts";

/** How a session was ended by this process. */
export interface Ending {
  readonly reason: EndReason;
  /** The browser that held it has had its cookies cleared or replaced: a late refusal must not clear them again. */
  readonly cookiesCleared: boolean;
}

/** The denylist of this process: the sessions that it ended. */
export interface RevokedSessions {
  /** Refuses the session in this process from now on. Cookies that were cleared once stay so. */
  add(id: string, ending: Ending): void;
  get(id: string): Ending | undefined;
}

const MAX_ENTRIES = 100_000;

/** A revocation takes effect at once in the process that made it, whatever access tokens are still valid. */
export function revokedSessions(): RevokedSessions {
  return processWide("sessionkit.ended-sessions", () => {
    const endings = new BoundedMap<string, Ending>(MAX_ENTRIES);
    return {
      add(id, { reason, cookiesCleared }) {
        const before = endings.get(id);
        endings.set(id, {
          reason: before?.reason ?? reason,
          cookiesCleared: cookiesCleared || before?.cookiesCleared === true,
        });
      },
      get: (id) => endings.get(id),
    };
  });
}
