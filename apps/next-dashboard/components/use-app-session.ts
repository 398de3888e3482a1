"use client";

import { type SessionView, type UseSessionOptions, useSession } from "@sessionkit/react";
import type { AppClaims, AppUser } from "@/lib/session-types";

/** `useSession` with this application's types. */
export function useAppSession(options?: UseSessionOptions): SessionView<AppClaims, AppUser> {
  return useSession<AppClaims, AppUser>(options);
}
