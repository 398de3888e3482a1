import { createClient } from "@libsql/client";
import { createSessions } from "@sessionkit/core";
import { createDrizzleStore } from "@sessionkit/drizzle";
import { createTableStatements, sessionTable } from "@sessionkit/drizzle/sqlite";
import { drizzle } from "drizzle-orm/libsql";
import { findUser } from "./users.js";

// The server and the tests are two processes with one store.
const client = createClient({ url: "file:sessions.db" });
await client.execute("pragma busy_timeout = 5000");
for (const statement of createTableStatements(sessionTable)) await client.execute(statement);

export const sessions = createSessions({
  strategy: "jwt",
  secret: process.env.SESSION_SECRET,
  store: createDrizzleStore(drizzle({ client }), { sessions: sessionTable }),
  loadUser: (id) => findUser(id),
  claims: (user) => ({ role: user.role }),
  publicUser: (user) => ({ id: user.id, name: user.name }),
});
