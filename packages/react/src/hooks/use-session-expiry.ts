import type { EndReason } from "@sessionkit/core";
import { useEffect, useState } from "react";
import { useSessionClient } from "./use-session-client.ts";
import { useSessionState } from "./use-session-state.ts";

/** How far the end of the session is. Branch on `status`. */
export type SessionExpiry = (
  | { readonly status: "none" | "fine"; readonly secondsLeft: null; readonly reason: null }
  | {
      /** `final`: the end that nothing moves; only a new sign-in helps. */
      readonly status: "soon" | "final";
      readonly secondsLeft: number;
      readonly reason: null;
    }
  /** It was there when this component was, and is over. Not after a sign-out of one's own. */
  | { readonly status: "ended"; readonly secondsLeft: null; readonly reason: EndReason }
) & {
  /** Moves the end. False when the server could not be asked or did not move it. Never rejects. */
  readonly stay: () => Promise<boolean>;
};

export interface UseSessionExpiryOptions {
  /** How many seconds before the end it is `soon`. 120. */
  readonly warnBefore?: number | undefined;
}

/** Timers of a machine that slept are late: look again at least that often (ms). */
const LONGEST_DELAY = 60_000;

/**
 * Warns before the session ends. A page in view renews its session, so that only `attendedPage` of the client lets an
 * idle one come near its end; the absolute end comes in any case. Renders once a second, and only while it is `soon`.
 */
export function useSessionExpiry({
  warnBefore = 120,
}: UseSessionExpiryOptions = {}): SessionExpiry {
  const client = useSessionClient();
  const { session, reason } = useSessionState(client);
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const [wasThere, setWasThere] = useState(false);
  const end = session?.expiresAt;

  useEffect(() => {
    setWasThere((before) => before || end !== undefined);
    if (end === undefined) return setSecondsLeft(null);
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      clearTimeout(timer);
      const left = end - client.now();
      const early = left - warnBefore * 1_000;
      setSecondsLeft(early > 0 ? null : Math.max(0, Math.ceil(left / 1_000)));
      if (left > 0) timer = setTimeout(look, Math.min(early > 0 ? early : 1_000, LONGEST_DELAY));
    };
    look();
    globalThis.document?.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      globalThis.document?.removeEventListener("visibilitychange", look);
    };
  }, [client, end, warnBefore]);

  async function stay(): Promise<boolean> {
    const { session: renewed, stale } = await client.refresh();
    return !stale && renewed !== null && renewed.expiresAt > (end ?? 0);
  }

  if (session && secondsLeft !== null) {
    const status = session.expiresAt < session.absoluteExpiresAt ? "soon" : "final";
    return { status, secondsLeft, reason: null, stay };
  }
  if (reason && reason !== "absent" && wasThere)
    return { status: "ended", secondsLeft: null, reason, stay };
  return { status: session ? "fine" : "none", secondsLeft: null, reason: null, stay };
}
