import type { ClaimsIn, LoadingState, UnauthenticatedState, UserIn } from "@sessionkit/client";
import { useEffect, useMemo, useRef } from "react";
import { awaitedSeed } from "../provider/awaited-seed.ts";
import { type RequiredSessionView, type SessionView, viewOf } from "./session-view.ts";
import { useSessionClient } from "./use-session-client.ts";
import { useSessionState } from "./use-session-state.ts";

export interface UseSessionOptions {
  /** The component is only for those who are signed in: to it everybody else is still `loading`. */
  readonly required?: boolean | undefined;
  /**
   * Called once each time it turns out that nobody is signed in; the place for a redirect. An answer of the server that
   * is on its way, as after a sign-in by a server action, is waited for.
   */
  readonly onUnauthenticated?: ((reason: UnauthenticatedState["reason"]) => void) | undefined;
}

/**
 * Who is signed in. The result is the same object, and the component renders again, only when something has changed.
 *
 * `T` is the type of the server's sessions, `useSession<typeof sessions>()`, or of their claims; then `User` is the
 * public user's.
 */
export function useSession<T extends object = Record<never, never>, User = UserIn<T>>(
  options: UseSessionOptions & { readonly required: true },
): RequiredSessionView<ClaimsIn<T>, User>;
export function useSession<T extends object = Record<never, never>, User = UserIn<T>>(
  options?: UseSessionOptions,
): SessionView<ClaimsIn<T>, User>;
export function useSession<T extends object, User>({
  required = false,
  onUnauthenticated,
}: UseSessionOptions = {}): SessionView<ClaimsIn<T>, User> {
  const client = useSessionClient<T, User>();
  const state = useSessionState(client);
  const latest = useRef(onUnauthenticated);
  useEffect(() => {
    latest.current = onUnauthenticated;
  });
  const missing = state.status === "unauthenticated" ? state.reason : null;
  useEffect(() => {
    if (!missing) return;
    const call = () => {
      const { status, reason } = client.getSnapshot();
      if (status === "unauthenticated") latest.current?.(reason);
    };
    const coming = awaitedSeed(client);
    if (!coming) return call();
    let left = false;
    void coming.then(() => left || call());
    return () => {
      left = true;
    };
  }, [missing, client]);
  return useMemo(
    () => viewOf(required && missing ? WAITING : state, client),
    [state, client, required, missing],
  );
}

const WAITING: LoadingState = {
  status: "loading",
  session: null,
  user: null,
  reason: null,
  stale: false,
  error: null,
};
