import "server-only";
import { createSessions } from "@sessionkit/core";
import { createDrizzleStore } from "@sessionkit/drizzle";
import { db } from "./database";
import { grace, lifetime, secret, strategy, trustProxy } from "./environment";
import { logEvent } from "./log-event";
import { activityTable, revocationTable, sessionTable, userTable } from "./schema";
import { findUser } from "./users";

/** What a session, and a guest, has. */
interface AppData {
  readonly note: string;
  /** Notebooks to read later, by their slugs. */
  readonly kept: readonly string[];
}

/** The configuration of sessions. */
export const sessions = createSessions({
  strategy,
  secret,
  store: createDrizzleStore(db, {
    sessions: sessionTable,
    users: userTable,
    activity: activityTable,
    revocations: revocationTable,
  }),
  loadUser: findUser,
  claims: (user) => ({ role: user.role }),
  publicUser: (user) => ({ id: user.id, name: user.name }),
  data: (): AppData => ({ note: "", kept: [] }),
  lifetime,
  grace,
  trustProxy,
  onEvent: logEvent,
});
