"use client";

import { usePathname } from "next/navigation";
import { useAppSession } from "./use-app-session";

/**
 * Leaves a private page once nobody is signed in any more, wherever that was decided. A new document, so that nothing
 * private stays in the router's memory.
 */
export function LeaveWhenOver(): null {
  const path = usePathname();
  useAppSession({
    onUnauthenticated() {
      const query = new URLSearchParams({ notice: "ended", callbackUrl: path });
      window.location.replace(`/sign-in?${query}`);
    },
  });
  return null;
}
