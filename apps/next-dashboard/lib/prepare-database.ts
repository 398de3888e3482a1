import "server-only";
import { createTableStatements } from "@sessionkit/drizzle/sqlite";
import demoUsers from "@/demo-users.json";
import { client, db } from "./database";
import { hashPassword } from "./password";
import {
  activityTable,
  membershipTable,
  organisationTable,
  passwordTable,
  revocationTable,
  sessionTable,
  userTable,
} from "./schema";
import { findAccount } from "./users";

/** A production application uses migrations instead. */
const STATEMENTS = [
  // With a write-ahead log, reads do not wait for writes.
  "pragma journal_mode = wal",
  `create table if not exists users (
     id text primary key, name text not null, email text not null unique, role text not null,
     password_changed_at integer
   )`,
  `create table if not exists passwords (
     user_id text primary key references users (id) on delete cascade, hash text not null
   )`,
  "create table if not exists organisations (id text primary key, name text not null, notice text not null)",
  `create table if not exists memberships (
     user_id text not null references users (id) on delete cascade,
     organisation_id text not null references organisations (id) on delete cascade,
     role text not null, primary key (user_id, organisation_id)
   )`,
  ...createTableStatements(sessionTable, activityTable, revocationTable),
];

const ORGANISATIONS = [
  { id: "hilltop", name: "Hilltop Observatory", notice: "The dome is open on Friday from nine." },
  { id: "tidewater", name: "Tidewater Society", notice: "Bring boots to the pier on Sunday." },
];

/**
 * Creates missing tables, organisations and demo users. All statements are idempotent, so that two servers can start on one file.
 */
export async function prepareDatabase(): Promise<void> {
  for (const statement of STATEMENTS) await client.execute(statement);
  await db.insert(organisationTable).values(ORGANISATIONS).onConflictDoNothing();
  for (const { name, email, password, role, organisations } of demoUsers) {
    if (await findAccount(email)) continue;
    const id = email.replace(/@.*/, "");
    const hash = await hashPassword(password);
    const user = { id, name, email, role: role === "admin" ? "admin" : "member" } as const;
    await db.insert(userTable).values(user).onConflictDoNothing();
    await db.insert(passwordTable).values({ userId: id, hash }).onConflictDoNothing();
    const memberships = Object.entries(organisations).map(([organisationId, roleThere]) => ({
      ...{ userId: id, organisationId },
      role: roleThere === "owner" ? ("owner" as const) : ("reader" as const),
    }));
    await db.insert(membershipTable).values(memberships).onConflictDoNothing();
  }
}
