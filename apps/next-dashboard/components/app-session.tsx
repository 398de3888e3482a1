"use client";

import { SessionProvider } from "@sessionkit/react";
import type { ReactNode } from "react";
import type { AppSeed } from "@/lib/session-types";

interface AppSessionProps {
  /** The server's session answer; without it the browser sends a request. */
  readonly session?: AppSeed;
  readonly children: ReactNode;
}

export function AppSession({ session, children }: AppSessionProps): ReactNode {
  return (
    <SessionProvider live session={session}>
      {children}
    </SessionProvider>
  );
}
