"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useAppSession } from "./use-app-session";

/** On public pages: a link to the dashboard or the sign-in page, once the session is loaded. */
export function AccountLink(): ReactNode {
  const { status } = useAppSession();
  if (status === "loading") return null;
  return status === "authenticated" ? (
    <Link className="button quiet small" href="/dashboard">
      Your dashboard
    </Link>
  ) : (
    <Link className="button quiet small" href="/sign-in">
      Sign in
    </Link>
  );
}
