"use client";

import { useSession } from "@sessionkit/react";
import type { ReactNode } from "react";
import type { sessions } from "@/lib/sessions";

/** Shows the session state of this tab. */
export function SessionStatus(): ReactNode {
  const { status, user, stale } = useSession<typeof sessions>();
  const text = user ? `${status}: ${user.name}` : status;
  return <p data-testid="session-status">{stale ? `${text}, not confirmed` : text}</p>;
}
