import type { SessionClient } from "@sessionkit/client";
import { type Context, createContext } from "react";

/** The client of the nearest provider. Its value is constant while mounted, so that it causes no render. */
export const SessionContext: Context<SessionClient<object, unknown> | null> =
  createContext<SessionClient<object, unknown> | null>(null);
