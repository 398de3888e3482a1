"use client";

import { useSession } from "@sessionkit/react";
import type { ReactNode } from "react";
import type { sessions } from "@/lib/sessions";

/** What the tab knows, as it comes to know it. */
export function Who(): ReactNode {
  const { status, user, stale } = useSession<typeof sessions>();
  const known = user ? `${status}: ${user.name}` : status;
  return <p data-testid="who">{stale ? `${known}, not confirmed` : known}</p>;
}
