import type { LoadingState, UnauthenticatedState } from "@sessionkit/client";
import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { type RequiredSessionView, type SessionView, viewOf } from "./session-view.ts";
import { useSessionClient } from "./use-session-client.ts";

export interface UseSessionOptions {
  /** The component is only for those who are signed in: to it everybody else is still `loading`. */
  readonly required?: boolean | undefined;
  /** Called once each time it turns out that nobody is signed in; the place for a redirect. */
  readonly onUnauthenticated?: ((reason: UnauthenticatedState["reason"]) => void) | undefined;
}

/** Who is signed in. The result is the same object, and the component renders again, only when something has changed. */
export function useSession<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
>(options: UseSessionOptions & { readonly required: true }): RequiredSessionView<Claims, User>;
export function useSession<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
>(options?: UseSessionOptions): SessionView<Claims, User>;
export function useSession<Claims extends object, User>({
  required = false,
  onUnauthenticated,
}: UseSessionOptions = {}): SessionView<Claims, User> {
  const client = useSessionClient<Claims, User>();
  const state = useSyncExternalStore(
    client.subscribe,
    client.getSnapshot,
    client.getInitialSnapshot,
  );
  const latest = useRef(onUnauthenticated);
  useEffect(() => {
    latest.current = onUnauthenticated;
  });
  const missing = state.status === "unauthenticated" ? state.reason : null;
  useEffect(() => {
    if (missing) latest.current?.(missing);
  }, [missing]);
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
