import type { SessionStore, UserJoin } from "@sessionkit/core";

/** A store that joins a user table, and a function that adds a user to it. */
export interface UserJoinSubject<User> {
  readonly store: SessionStore & UserJoin<User>;
  /** Adds a user to the table. Returns its id as sessions store it, and the user as the store must return it. */
  readonly insertUser: () => Promise<{ id: string; user: User }>;
}
