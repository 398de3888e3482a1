import type { EndReason } from "@sessionkit/core";
import { useEffect, useState } from "react";
import { useSessionClient } from "./use-session-client.ts";
import { useSessionState } from "./use-session-state.ts";

/** Whether the session is about to expire. Branch on `status`. */
export type SessionExpiry = (
  | { readonly status: "none" | "fine"; readonly secondsLeft: null; readonly reason: null }
  | {
      /** `final`: the absolute expiry, which cannot be extended; only a new sign-in helps. */
      readonly status: "soon" | "final";
      readonly secondsLeft: number;
      readonly reason: null;
    }
  /** The session ended while the component was mounted. Not set after a sign-out by the user. */
  | { readonly status: "ended"; readonly secondsLeft: null; readonly reason: EndReason }
) & {
  /** Refreshes the session. Resolves with whether the expiry has moved. Never rejects. */
  readonly extend: () => Promise<boolean>;
};

export interface UseSessionExpiryOptions {
  /**
   * Seconds before the expiry at which `status` becomes `soon`, at most half of what was left when the expiry last moved,
   * so that a short lifetime does not warn all the time. Default: 120.
   */
  readonly warnBefore?: number | undefined;
}

/** Milliseconds. Timers are late by the time that the machine slept. */
const LONGEST_DELAY = 60_000;

/**
 * Warns before the session expires. A visible page refreshes its session, so that the idle expiry comes near only with
 * `userActivityEnvironment` of the client. The absolute expiry always does. Renders once a second while it is near.
 */
export function useSessionExpiry({
  warnBefore = 120,
}: UseSessionExpiryOptions = {}): SessionExpiry {
  const client = useSessionClient();
  const { session, reason } = useSessionState(client);
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const [hadSession, setHadSession] = useState(false);
  const end = session?.expiresAt;

  useEffect(() => {
    setHadSession((before) => before || end !== undefined);
    if (end === undefined) return setSecondsLeft(null);
    let timer: ReturnType<typeof setTimeout>;
    const warning = Math.min(warnBefore * 1_000, (end - client.now()) / 2);
    const update = () => {
      clearTimeout(timer);
      const left = end - client.now();
      const early = left - warning;
      setSecondsLeft(early > 0 ? null : Math.max(0, Math.ceil(left / 1_000)));
      if (left > 0) timer = setTimeout(update, Math.min(early > 0 ? early : 1_000, LONGEST_DELAY));
    };
    update();
    globalThis.document?.addEventListener("visibilitychange", update);
    return () => {
      clearTimeout(timer);
      globalThis.document?.removeEventListener("visibilitychange", update);
    };
  }, [client, end, warnBefore]);

  async function extend(): Promise<boolean> {
    const { session: renewed, stale } = await client.refresh();
    return !stale && renewed !== null && renewed.expiresAt > (end ?? 0);
  }

  if (session && secondsLeft !== null) {
    const status = session.expiresAt < session.absoluteExpiresAt ? "soon" : "final";
    return { status, secondsLeft, reason: null, extend };
  }
  if (reason && reason !== "absent" && hadSession)
    return { status: "ended", secondsLeft: null, reason, extend };
  return { status: session ? "fine" : "none", secondsLeft: null, reason: null, extend };
}
