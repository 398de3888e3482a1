"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { useFormStatus } from "react-dom";
import { useAppSession } from "./use-app-session";

/**
 * Redirects from a private page when the session has ended, in this tab, another tab or on the server. Loads a new
 * document, so that no private page stays in the router's cache. Belongs in the form that signs out: while the form is
 * submitted, the redirect of its action is awaited, although the event stream may report the end before.
 */
export function RedirectWhenSignedOut(): null {
  const path = usePathname();
  const { pending } = useFormStatus();
  const [reason, setReason] = useState<string | null>(null);
  const { authenticated } = useAppSession({ onUnauthenticated: setReason });
  const redirects = reason !== null && !authenticated && !pending;
  useEffect(() => {
    if (!redirects) return;
    const notice = reason === "credentials_changed" ? "password-changed" : "ended";
    const query = new URLSearchParams({ notice, callbackUrl: path });
    window.location.replace(`/sign-in?${query}`);
  }, [redirects, reason, path]);
  return null;
}
