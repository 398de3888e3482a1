import "server-only";
import { createTableStatements } from "@sessionkit/drizzle/sqlite";
import demoUsers from "@/demo-users.json";
import { client, db } from "./database";
import { hashPassword } from "./password";
import { activityTable, passwordTable, revocationTable, sessionTable, userTable } from "./schema";
import { findAccount } from "./users";

/** A production application uses migrations instead. */
const STATEMENTS = [
  // With a write-ahead log, reads do not wait for writes.
  "pragma journal_mode = wal",
  `create table if not exists users (
     id text primary key, name text not null, email text not null unique, role text not null
   )`,
  `create table if not exists passwords (
     user_id text primary key references users (id) on delete cascade, hash text not null
   )`,
  ...createTableStatements(sessionTable, activityTable, revocationTable),
];

/**
 * Creates missing tables and demo users. All statements are idempotent, so that two servers can start on one file.
 */
export async function prepareDatabase(): Promise<void> {
  for (const statement of STATEMENTS) await client.execute(statement);
  for (const { name, email, password, role } of demoUsers) {
    if (await findAccount(email)) continue;
    const id = email.replace(/@.*/, "");
    const hash = await hashPassword(password);
    const user = { id, name, email, role: role === "admin" ? "admin" : "member" } as const;
    await db.insert(userTable).values(user).onConflictDoNothing();
    await db.insert(passwordTable).values({ userId: id, hash }).onConflictDoNothing();
  }
}
