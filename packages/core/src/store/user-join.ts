import type { SessionRecord, SessionStore } from "./session-store.ts";

/**
 * Optional interface of a store that can read the user table: replaces `find` with one query for session and user. If
 * `loadUser` is also configured, it receives the user.
 */
export interface UserJoin<User> {
  /** Null if there is no session. `user` is null if the session exists but its user does not. */
  findWithUser(id: string): Promise<{ record: SessionRecord; user: User | null } | null>;
}

export function hasUserJoin<User>(store: SessionStore): store is SessionStore & UserJoin<User> {
  return typeof (store as Partial<UserJoin<User>>).findWithUser === "function";
}
