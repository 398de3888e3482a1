import { createClient } from "@libsql/client";
import { type AnySessions, createSessions } from "@sessionkit/core";
import { createDrizzleStore } from "@sessionkit/drizzle";
import { drizzle } from "drizzle-orm/libsql";
import { sessionTable, userTable } from "../../lib/schema.ts";
import type { App } from "../start-app.ts";

/** The sessions of a started application, in this process: with its secret, its database and its claims. */
export async function openSessions(
  { databaseFile, secret }: App,
  strategy: "jwt" | "database",
): Promise<{ readonly sessions: AnySessions; readonly close: () => void }> {
  const client = createClient({ url: `file:${databaseFile}` });
  await client.execute("pragma busy_timeout = 5000");
  const sessions = createSessions({
    strategy,
    secret,
    store: createDrizzleStore(drizzle({ client }), { sessions: sessionTable, users: userTable }),
    claims: (user) => ({ role: user.role }),
    publicUser: (user) => ({ id: user.id, name: user.name }),
    data: () => ({ note: "", kept: [] }),
  });
  return { sessions, close: () => client.close() };
}
