import { SessionConfigError, type SessionRecord, type UserJoin } from "@sessionkit/core";
import { eq, getTableColumns } from "drizzle-orm";
import type { Columns, Row } from "../database/database.ts";
import type { RecordTable } from "../database/dialect.ts";
import { readTable } from "../options/read-tables.ts";

/**
 * Reads session and user with one left join, which also returns a session without a user.
 *
 * @param option the application's user table, or `{ table, id }`. Throws `SessionConfigError` if there is no such column
 */
export function userJoin<User>(
  sessions: RecordTable<SessionRecord>,
  option: unknown,
): UserJoin<User> {
  const { db, run, prepare, dialect, table, columns, selection, fromRow } = sessions;
  const { table: users, id: idName = "id" } = readTable("users", option, dialect);
  const userColumns: Columns = getTableColumns(users);
  const id = Object.hasOwn(userColumns, idName) ? userColumns[idName] : undefined;
  if (!id) {
    throw new SessionConfigError(
      "users.id",
      `the table has no column ${JSON.stringify(idName)}. Pass the column that the user id of a session refers to: { table, id: "…" }. Its columns: ${Object.keys(userColumns).join(", ")}.`,
    );
  }
  const isUser = dialect.isUser(id, columns.userId);
  const fields = { record: selection, user: userColumns };
  const find = prepare((sessionId) => {
    const joined = db.select(fields).from(table).leftJoin(users, isUser);
    return joined.where(eq(columns.id, sessionId)).limit(1).$withCache(false);
  });

  return {
    async findWithUser(sessionId) {
      const [row] = await run(() => find(sessionId));
      if (!row) return null;
      const user = row.user as Row | null;
      const exists = user !== null && user[idName] !== null;
      return { record: fromRow(row.record as Row), user: exists ? (user as User) : null };
    },
  };
}
