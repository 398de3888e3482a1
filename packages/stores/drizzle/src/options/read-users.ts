import { SessionConfigError } from "@sessionkit/core";
import { type Column, getTableColumns, type Table } from "drizzle-orm";
import type { Dialect } from "../dialects/dialect.ts";
import type { Columns } from "../store/database.ts";
import { checkDialect } from "./check-dialect.ts";
import { tableOption } from "./table-option.ts";

/** The application's user table, and the key that sessions name its rows by. */
export interface Users {
  readonly table: Table;
  readonly columns: Columns;
  readonly id: Column;
  /** What the table calls `id` in TypeScript. */
  readonly idName: string;
}

/** `table` or `{ table, id }`. Throws `SessionConfigError` where there is no such column. */
export function readUsers(value: unknown, dialect: Dialect): Users {
  const { table, more } = tableOption("users", value);
  checkDialect("users", table, dialect);
  const { id: idName = "id" } = more as { id?: string };
  const columns: Columns = getTableColumns(table);
  const id = Object.hasOwn(columns, idName) ? columns[idName] : undefined;
  if (id) return { table, columns, id, idName };
  throw new SessionConfigError(
    "users.id",
    `the table has no column ${JSON.stringify(idName)}. Name the one that a session's user id means: { table, id: "…" }. There are ${Object.keys(columns).join(", ")}.`,
  );
}
