"use client";

import type { EndReason } from "@sessionkit/core";
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
  const [reason, setReason] = useState<EndReason | null>(null);
  const { authenticated } = useAppSession({
    onUnauthenticated: (ended) => (pending ? setReason(ended) : redirectToSignIn(ended, path)),
  });
  useEffect(() => {
    // The action has failed.
    if (reason && !pending && !authenticated) redirectToSignIn(reason, path);
  }, [reason, pending, authenticated, path]);
  return null;
}

function redirectToSignIn(reason: EndReason, callbackUrl: string): void {
  window.location.replace(`/sign-in?${new URLSearchParams({ reason, callbackUrl })}`);
}
