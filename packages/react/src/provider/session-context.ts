import type { SessionClient } from "@sessionkit/client";
import { type Context, createContext } from "react";

/** The client of the nearest provider. What it holds never changes while mounted, so nobody renders again for it. */
export const SessionContext: Context<SessionClient<object, unknown> | null> =
  createContext<SessionClient<object, unknown> | null>(null);
