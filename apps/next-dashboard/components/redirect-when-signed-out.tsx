"use client";

import { usePathname } from "next/navigation";
import { useAppSession } from "./use-app-session";

/**
 * Redirects from a private page when the session has ended, in this tab, another tab or on the server. Loads a new
 * document, so that no private page stays in the router's cache.
 */
export function RedirectWhenSignedOut(): null {
  const path = usePathname();
  useAppSession({
    onUnauthenticated(reason) {
      const notice = reason === "credentials_changed" ? "password-changed" : "ended";
      const query = new URLSearchParams({ notice, callbackUrl: path });
      window.location.replace(`/sign-in?${query}`);
    },
  });
  return null;
}
