import type { SessionRecord, UserJoin } from "@sessionkit/core";
import { eq } from "drizzle-orm";
import type { MappedTable } from "../columns/map-table.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { Users } from "../options/read-users.ts";
import type { Connection, Row } from "./database.ts";

/** Session and user by one left join: a session whose user is gone is still found. */
export function userJoin<User>(
  { db, run, prepare }: Connection,
  sessions: MappedTable<SessionRecord>,
  users: Users,
  dialect: Dialect,
): UserJoin<User> {
  const { table, columns, fromRow } = sessions;
  const find = prepare((id) =>
    db
      .select({ record: columns, user: users.columns })
      .from(table)
      .leftJoin(users.table, dialect.isUser(users.id, columns.userId))
      .where(eq(columns.id, id))
      .limit(1)
      .$withCache(false),
  );

  return {
    async findWithUser(id) {
      const [row] = await run(() => find(id));
      if (!row) return null;
      const user = row.user as Row | null;
      const found = user !== null && user[users.idName] !== null;
      return { record: fromRow(row.record as Row), user: found ? (user as User) : null };
    },
  };
}
