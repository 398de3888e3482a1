import { BoundedMap } from "../base/bounded-map.ts";
import { processWide } from "../base/process-wide.ts";
import type { EndReason } from "./reasons.ts";

/** How this process ended a session. */
export interface Ending {
  readonly reason: EndReason;
  /** True if the cookies of its browser were cleared or replaced: a late refusal must not clear them again. */
  readonly cookiesCleared: boolean;
}

/** The denylist of this process: the sessions that it has ended. */
export interface RevokedSessions {
  /** Adds a session to the denylist. The first reason is kept, and `cookiesCleared` stays true once it is set. */
  add(id: string, ending: Ending): void;
  get(id: string): Ending | undefined;
}

const MAX_ENTRIES = 100_000;

/** A revocation takes effect immediately in this process, even for access tokens that have not expired. */
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
