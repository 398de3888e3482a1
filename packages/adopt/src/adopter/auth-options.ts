import { SessionConfigError } from "@sessionkit/core";
import type { AuthToken } from "./encrypted-token.ts";
import { checkCallbacks, type FindSessionOptions } from "./find-session.ts";
import { checkOptions, type SessionOptions } from "./session-options.ts";
import type { RowDate } from "./times.ts";

/** For sessions of next-auth or Auth.js in the cookie (`strategy: "jwt"`). */
export interface AuthTokenOptions<UserId> extends SessionOptions<AuthToken, UserId> {
  /** The secret of the old application, or several. */
  readonly secret: string | readonly string[] | undefined;
}

/** A row of the table of sessions, as the adapters of next-auth and Auth.js have it. */
export interface AuthSessionRow<UserId> {
  readonly userId: UserId;
  readonly expires: RowDate;
  readonly sessionToken?: string | undefined;
}

/** For sessions of next-auth or Auth.js in a database. */
export type AuthDatabaseOptions<Row, UserId> = FindSessionOptions<Row, UserId>;

export type AuthOptions<UserId> =
  | AuthTokenOptions<UserId>
  | AuthDatabaseOptions<AuthSessionRow<UserId>, UserId>;

export const AUTH_COLUMNS = { key: "sessionToken", expires: "expires" } as const;

/** Checks the names of options, and returns the options for rows, or null for tokens. */
export function findAuthDatabase<UserId>(
  options: AuthOptions<UserId>,
): AuthDatabaseOptions<AuthSessionRow<UserId>, UserId> | null {
  checkOptions(options, ["secret", "findSession", "deleteSession"]);
  const { findSession, secret } = options as Partial<Record<"findSession" | "secret", unknown>>;
  if (findSession === undefined) return null;
  if (secret !== undefined) {
    throw new SessionConfigError(
      "findSession",
      "cannot be combined with secret: sessions are in a database, or in cookies. Use one adopter for each.",
    );
  }
  checkCallbacks(options);
  return options as AuthDatabaseOptions<AuthSessionRow<UserId>, UserId>;
}
