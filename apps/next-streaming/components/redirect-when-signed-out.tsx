"use client";

import { useSession } from "@sessionkit/react";
import { useRouter } from "next/navigation";

/** Redirects from a private page when the session has ended, in this tab, another tab or on the server. */
export function RedirectWhenSignedOut(): null {
  const router = useRouter();
  useSession({ required: true, onUnauthenticated: () => router.replace("/sign-in") });
  return null;
}
