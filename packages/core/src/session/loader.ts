import type { SessionRecord, SessionStore } from "../store/session-store.ts";
import type { UserJoin } from "../store/user-join.ts";

/** A session and its user. `user` is undefined where the application gave no way to load one, null when gone. */
export interface Loaded {
  readonly record: SessionRecord;
  readonly user: unknown;
}

export interface Loader {
  /** One query where the store joins, else two questions. Null when there is no such session. */
  session(id: string): Promise<Loaded | null>;
  /** By `loadUser`, else by the store's join where the session is named; undefined where neither is there. */
  user(userId: string, sessionId?: string): Promise<unknown>;
}

export type LoadUser = (userId: string) => Promise<unknown>;

export function createLoader(
  store: SessionStore | null,
  join: UserJoin<unknown> | null,
  loadUser: LoadUser | null,
): Loader {
  return {
    async session(id) {
      if (join) return join.findWithUser(id);
      const record = (await store?.find(id)) ?? null;
      return record && { record, user: loadUser ? await loadUser(record.userId) : undefined };
    },
    async user(userId, sessionId) {
      if (loadUser) return loadUser(userId);
      if (!join || sessionId === undefined) return undefined;
      return (await join.findWithUser(sessionId))?.user ?? null;
    },
  };
}
