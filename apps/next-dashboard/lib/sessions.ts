import "server-only";
import { createSessions } from "@sessionkit/core";
import { createDrizzleStore } from "@sessionkit/drizzle";
import { db } from "./database";
import { grace, lifetime, secret, strategy, trustProxy } from "./environment";
import { logEvent } from "./log-event";
import { findMember } from "./members";
import { activityTable, revocationTable, sessionTable } from "./schema";
import { claimsOf, initialData, publicUserOf } from "./session-content";

/** The configuration of sessions. */
export const sessions = createSessions({
  strategy,
  secret,
  store: createDrizzleStore(db, {
    sessions: sessionTable,
    activity: activityTable,
    revocations: revocationTable,
  }),
  loadUser: (id) => findMember(db, id),
  claims: claimsOf,
  publicUser: publicUserOf,
  data: initialData,
  credentialsChangedAt: (user) => user.passwordChangedAt,
  lifetime,
  grace,
  trustProxy,
  onEvent: logEvent,
});
