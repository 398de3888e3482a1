import type { SessionRecord, UserJoin } from "@sessionkit/core";
import { eq, sql } from "drizzle-orm";
import type { MappedTable } from "../columns/map-table.ts";
import type { Users } from "../options/read-users.ts";
import type { Database, Row } from "./database.ts";
import { preparedOnce } from "./prepared-once.ts";

/** Session and user by one left join: a session whose user is gone is still found. */
export function userJoin<User>(
  db: Database,
  sessions: MappedTable<SessionRecord>,
  users: Users,
): UserJoin<User> {
  const { table, columns, fromRow } = sessions;
  const find = preparedOnce("sessionkit_find_with_user", () =>
    db
      .select({ record: columns, user: users.columns })
      .from(table)
      .leftJoin(users.table, eq(users.id, columns.userId))
      .where(eq(columns.id, sql.placeholder("id")))
      .limit(1)
      .$withCache(false),
  );

  return {
    async findWithUser(id) {
      const [row] = await find({ id });
      if (!row) return null;
      const user = row.user as Row | null;
      const found = user !== null && user[users.idName] !== null;
      return { record: fromRow(row.record as Row), user: found ? (user as User) : null };
    },
  };
}
