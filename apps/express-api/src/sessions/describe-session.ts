import type { Tokens } from "@sessionkit/core";
import type { User } from "../users/accounts.ts";
import type { AppSession } from "./current-session.ts";

/** The user and session of an answer; with `tokens` for clients that store them. */
export function describeSession(
  { data: _, ...session }: AppSession,
  user: User,
  tokens?: Tokens | null,
): object {
  return { user, session, ...(tokens ? { tokens } : {}) };
}
