import type { SessionRecord, UserJoin } from "@sessionkit/core";
import { eq } from "drizzle-orm";
import type { Connection } from "../database/connection.ts";
import type { MappedTable, Row } from "../database/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { Users } from "../options/read-options.ts";

/** Reads session and user with one left join, which also returns a session without a user. */
export function userJoin<User>(
  { db, run, prepare }: Connection,
  { table, columns, selection, fromRow }: MappedTable<SessionRecord>,
  users: Users,
  dialect: Dialect,
): UserJoin<User> {
  const isUser = dialect.isUser(users.id, columns.userId);
  const find = prepare((id) =>
    db
      .select({ record: selection, user: users.columns })
      .from(table)
      .leftJoin(users.table, isUser)
      .where(eq(columns.id, id))
      .limit(1)
      .$withCache(false),
  );

  return {
    async findWithUser(id) {
      const [row] = await run(() => find(id));
      if (!row) return null;
      const user = row.user as Row | null;
      const exists = user !== null && user[users.idName] !== null;
      return { record: fromRow(row.record as Row), user: exists ? (user as User) : null };
    },
  };
}
