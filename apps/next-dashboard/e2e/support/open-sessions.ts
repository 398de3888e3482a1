import { createClient } from "@libsql/client";
import { type AnySessions, createSessions } from "@sessionkit/core";
import { createDrizzleStore } from "@sessionkit/drizzle";
import { drizzle } from "drizzle-orm/libsql";
import { findMember } from "../../lib/members.ts";
import { sessionTable } from "../../lib/schema.ts";
import { claimsOf, initialData, publicUserOf } from "../../lib/session-content.ts";
import type { App } from "../start-app.ts";

/** The sessions of a started application, in this process: with its secret, its database and its claims. */
export async function openSessions(
  { databaseFile, secret }: App,
  strategy: "jwt" | "database",
): Promise<{ readonly sessions: AnySessions; readonly close: () => void }> {
  const client = createClient({ url: `file:${databaseFile}` });
  await client.execute("pragma busy_timeout = 5000");
  const db = drizzle({ client });
  const sessions = createSessions({
    strategy,
    secret,
    store: createDrizzleStore(db, { sessions: sessionTable }),
    loadUser: (id) => findMember(db, id),
    claims: claimsOf,
    publicUser: publicUserOf,
    data: initialData,
  });
  return { sessions, close: () => client.close() };
}
