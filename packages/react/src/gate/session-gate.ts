import type { ClaimsIn, UserIn } from "@sessionkit/client";
import type { EndReason } from "@sessionkit/core";
import type { ReactNode } from "react";
import type { SessionView } from "../hooks/session-view.ts";
import { useSession } from "../hooks/use-session.ts";

export interface SessionGateProps<T extends object = Record<never, never>, User = UserIn<T>> {
  /** For who is signed in; a function is given the session. */
  readonly children:
    | ReactNode
    | ((view: SessionView<ClaimsIn<T>, User> & { readonly status: "authenticated" }) => ReactNode);
  /** While that is not known. Nothing without it. */
  readonly loading?: ReactNode;
  /** For who is not; a function is given the reason. Nothing without it. */
  readonly otherwise?: ReactNode | ((reason: EndReason) => ReactNode);
}

/**
 * Shows one of three things, by who is signed in. It decides what is shown, not what may be seen: what must not reach a
 * browser is kept back on the server.
 */
export function SessionGate<T extends object = Record<never, never>, User = UserIn<T>>({
  children,
  loading,
  otherwise,
}: SessionGateProps<T, User>): ReactNode {
  const view = useSession<T, User>();
  if (view.status === "loading") return loading;
  if (view.status === "unauthenticated")
    return typeof otherwise === "function" ? otherwise(view.reason) : otherwise;
  return typeof children === "function" ? children(view) : children;
}
