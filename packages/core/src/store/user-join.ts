import type { SessionRecord, SessionStore } from "./session-store.ts";

/**
 * Optional power of a store that also sees the user table: session and user in one query, instead of `find`. If
 * `loadUser` is configured too, it receives the user and decides.
 */
export interface UserJoin<User> {
  /** Null when there is no session. `user` is null when the session is there and its user is not. */
  findWithUser(id: string): Promise<{ record: SessionRecord; user: User | null } | null>;
}

export function hasUserJoin<User>(store: SessionStore): store is SessionStore & UserJoin<User> {
  return typeof (store as Partial<UserJoin<User>>).findWithUser === "function";
}
