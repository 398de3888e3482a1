import type { ClaimsIn, LoadingState, UnauthenticatedState, UserIn } from "@sessionkit/client";
import { useEffect, useMemo, useRef } from "react";
import { getPendingSeed } from "../provider/pending-seed.ts";
import { type RequiredSessionView, type SessionView, toView } from "./session-view.ts";
import { useSessionClient } from "./use-session-client.ts";
import { useSessionState } from "./use-session-state.ts";

export interface UseSessionOptions {
  /** The component requires a session: the view stays `loading` while the user is not signed in. */
  readonly required?: boolean | undefined;
  /**
   * Called once for each change to signed out; the place for a redirect. If a promised `session` is pending, as after a
   * sign-in by a server action, it is awaited first.
   */
  readonly onUnauthenticated?: ((reason: UnauthenticatedState["reason"]) => void) | undefined;
}

/**
 * Returns the session of the nearest provider. The result keeps its identity, and the component does not render again,
 * until the session changes.
 *
 * @typeParam T the type of the server's sessions, or of their claims together with `User`
 * @example
 * const { authenticated, user } = useSession<typeof sessions>();
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
  const signedOut = state.status === "unauthenticated";
  useEffect(() => {
    if (!signedOut) return;
    const call = () => {
      const { status, reason } = client.getSnapshot();
      if (status === "unauthenticated") latest.current?.(reason);
    };
    const pending = getPendingSeed(client);
    if (!pending) return call();
    let unmounted = false;
    void pending.then(() => unmounted || call());
    return () => {
      unmounted = true;
    };
  }, [signedOut, client]);
  return useMemo(
    () => toView(required && signedOut ? WAITING : state, client),
    [state, client, required, signedOut],
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
