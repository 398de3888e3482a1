import type { Tokens } from "@sessionkit/core";
import type { User } from "../users/accounts.ts";
import type { AppSession } from "./current-session.ts";

/** Who is signed in, as this API says it; with `tokens` for clients that keep their own. */
export function describeSession(
  { data: _, ...session }: AppSession,
  user: User,
  tokens?: Tokens | null,
): object {
  return { user, session, ...(tokens ? { tokens } : {}) };
}
