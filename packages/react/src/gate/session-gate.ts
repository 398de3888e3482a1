import type { ClaimsIn, UserIn } from "@sessionkit/client";
import type { EndReason } from "@sessionkit/core";
import type { ReactNode } from "react";
import type { SessionView } from "../hooks/session-view.ts";
import { useSession } from "../hooks/use-session.ts";

export interface SessionGateProps<T extends object = Record<never, never>, User = UserIn<T>> {
  /** Rendered while the user is signed in; a function receives the view of the session. */
  readonly children:
    | ReactNode
    | ((view: SessionView<ClaimsIn<T>, User> & { readonly status: "authenticated" }) => ReactNode);
  /** Rendered while the session is loading. Default: nothing. */
  readonly loading?: ReactNode;
  /** Rendered while the user is not signed in; a function receives the reason. Default: nothing. */
  readonly fallback?: ReactNode | ((reason: EndReason) => ReactNode);
}

/**
 * Renders one of its three children, depending on the session. It does not protect anything: private data has to be
 * withheld by the server.
 */
export function SessionGate<T extends object = Record<never, never>, User = UserIn<T>>({
  children,
  loading,
  fallback,
}: SessionGateProps<T, User>): ReactNode {
  const view = useSession<T, User>();
  if (view.status === "loading") return loading;
  if (view.status === "unauthenticated")
    return typeof fallback === "function" ? fallback(view.reason) : fallback;
  return typeof children === "function" ? children(view) : children;
}
