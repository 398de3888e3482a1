import type { Adopter } from "@sessionkit/core";
import {
  adoptStored,
  checkCallbacks,
  type ExpiringRow,
  type FindSessionOptions,
} from "../adopter/find-session.ts";
import { checkOptions } from "../adopter/session-options.ts";
import { readOldCookie } from "../cookies/old-cookie.ts";

/** A row of the table of sessions, as the adapters of Lucia have it. */
export interface LuciaSessionRow<UserId> extends ExpiringRow<UserId> {
  readonly id?: string | undefined;
}

/**
 * Adopts the sessions of Lucia 3. They have no time of creation: pass `createdAt` if your table has one.
 *
 * @example
 * fromLucia({ findSession: async (id) => (await adapter.getSessionAndUser(id))[0] })
 */
export function fromLucia<Row extends LuciaSessionRow<unknown>, UserId = Row["userId"]>(
  options: FindSessionOptions<Row, UserId>,
): Adopter<UserId> {
  checkOptions(options, ["findSession", "deleteSession"]);
  checkCallbacks(options);
  const cookie = readOldCookie(options.cookie, ["auth_session"]);
  return adoptStored<Row, UserId>(
    { name: "lucia", cookie, columns: { key: "id", expires: "expiresAt" } },
    options,
  );
}
