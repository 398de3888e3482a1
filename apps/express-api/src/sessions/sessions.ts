import { createSessions } from "@sessionkit/core";
import { createPrismaStore } from "@sessionkit/prisma";
import { database } from "../database/database.ts";
import { audience, grace, issuer, lifetime, secret, strategy, trustProxy } from "../environment.ts";
import { sendEvent } from "../live/send-event.ts";
import { findUser } from "../users/accounts.ts";
import { accessKeyPair } from "./access-key-pair.ts";
import { logEvent } from "./log-event.ts";

/** The configuration of sessions. */
export const sessions = createSessions({
  strategy,
  secret,
  store: createPrismaStore(database, {
    sessions: "session",
    user: "user",
    activity: "sessionActivity",
    revocations: "sessionRevocation",
  }),
  // The store has joined the user, except at a sign-in.
  loadUser: (id, joined) => joined ?? findUser(id),
  claims: (user) => ({ role: user.role }),
  publicUser: (user) => ({ id: user.id, name: user.name, email: user.email }),
  lifetime,
  grace,
  trustProxy,
  issuer,
  audience,
  // It signs access tokens, which strategy "database" does not have.
  ...(strategy === "jwt" ? { accessKeys: accessKeyPair() } : {}),
  onEvent(event) {
    logEvent(event);
    sendEvent(event);
  },
});
