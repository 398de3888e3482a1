import { randomBytes, randomUUID } from "node:crypto";
import { type Client, createClient } from "@libsql/client";
import { createSessions } from "@sessionkit/core";
import { createDrizzleStore } from "@sessionkit/drizzle";
import { revocationTable, sessionTable } from "@sessionkit/drizzle/sqlite";
import { drizzle } from "drizzle-orm/libsql";
import { hashPassword } from "../../lib/password.ts";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Direct access to the application's database file. */
export interface Database {
  /** Creates a user for one test, so that tests do not share sessions. */
  readonly createPerson: () => Promise<Person>;
  /** Creates an organisation with these members. Resolves to its name. */
  readonly createOrganisation: (
    name: string,
    members: readonly (readonly [Person, "reader" | "owner"])[],
  ) => Promise<string>;
  /** Gives a person a role in an organisation, in place of another one. Tells no session about it. */
  readonly join: (person: Person, name: string, role: "reader" | "owner") => Promise<void>;
  readonly makeAdmin: (userId: string) => Promise<void>;
  /** Moves the times of the session `minutes` into the past. */
  readonly age: (sessionId: string, minutes: number) => Promise<void>;
  /** The generation of the session; 0 if it does not exist. */
  readonly generation: (sessionId: string) => Promise<number>;
  /** Ends the session in this process, which is not that of the application. */
  readonly endSession: (sessionId: string) => Promise<void>;
  /** Adds lines to a person's activity log, each so many minutes ago. */
  readonly addActivity: (userId: string, minutes: readonly number[]) => Promise<void>;
  readonly close: () => void;
}

/** Columns with times of a session, except for its sign-in and expiry. */
const TIMESTAMPS = [
  "rotated_at",
  "renewed_at",
  "first_seen_at",
  "settled_at",
  "authenticated_at",
  "previous_authenticated_at",
  "last_active_at",
];

/** The password of every user; hashing is slow on purpose. */
const password = "violet-anchor-58";
const hashed = hashPassword(password);

export async function openDatabase(file: string): Promise<Database> {
  const client: Client = createClient({ url: `file:${file}` });
  await client.execute("pragma busy_timeout = 5000");
  const sessions = createSessions({
    strategy: "database",
    secret: randomBytes(32).toString("base64url"),
    store: createDrizzleStore(drizzle({ client }), {
      sessions: sessionTable,
      revocations: revocationTable,
    }),
  });
  return {
    async createOrganisation(prefix, members) {
      const id = randomUUID();
      const name = `${prefix} ${id.slice(0, 4)}`;
      await client.execute({
        sql: "insert into organisations (id, name, notice) values (?, ?, ?)",
        args: [id, name, `Notice of ${name}`],
      });
      for (const [person, role] of members) {
        await client.execute({
          sql: "insert into memberships (user_id, organisation_id, role) values (?, ?, ?)",
          args: [person.id, id, role],
        });
      }
      return name;
    },
    async join(person, name, role) {
      await client.execute({
        sql: `insert or replace into memberships (user_id, organisation_id, role)
              select ?, id, ? from organisations where name = ?`,
        args: [person.id, role, name],
      });
    },
    async makeAdmin(id) {
      await client.execute({ sql: "update users set role = 'admin' where id = ?", args: [id] });
    },
    async createPerson() {
      const id = randomUUID();
      const person = { id, name: "Mira Solberg", email: `${id}@example.test`, password };
      await client.execute({
        sql: "insert into users (id, name, email, role) values (?, ?, ?, 'member')",
        args: [id, person.name, person.email],
      });
      await client.execute({
        sql: "insert into passwords (user_id, hash) values (?, ?)",
        args: [id, await hashed],
      });
      return person;
    },
    async age(sessionId, minutes) {
      const by = minutes * 60_000;
      await client.execute({
        sql: `update session set ${TIMESTAMPS.map((name) => `${name} = ${name} - ?`)} where id = ?`,
        args: [...TIMESTAMPS.map(() => by), sessionId],
      });
    },
    async generation(sessionId) {
      const { rows } = await client.execute({
        sql: "select generation from session where id = ?",
        args: [sessionId],
      });
      return Number(rows[0]?.generation ?? 0);
    },
    async endSession(sessionId) {
      await sessions.revoke(sessionId);
    },
    async addActivity(userId, minutes) {
      for (const ago of minutes) {
        await client.execute({
          sql: `insert into session_activity (id, user_id, session_id, type, at)
                values (?, ?, 'gone', 'refreshed', ?)`,
          args: [randomUUID(), userId, Date.now() - ago * 60_000],
        });
      }
    },
    close: () => client.close(),
  };
}
