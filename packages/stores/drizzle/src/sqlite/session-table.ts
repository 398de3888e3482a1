import type { SessionRecord } from "@sessionkit/core";
import {
  index,
  type SQLiteColumn,
  type SQLiteTableWithColumns,
  sqliteTable,
} from "drizzle-orm/sqlite-core";
import type { ColumnsOf } from "../tables/columns-of.ts";
import { indexesOf } from "../tables/indexes-of.ts";
import { SESSION_INDEXES, sessionColumns } from "../tables/session-columns.ts";
import { columnTypes } from "./column-types.ts";

export type SessionTable = SQLiteTableWithColumns<{
  name: string;
  schema: undefined;
  columns: ColumnsOf<SessionRecord, SQLiteColumn>;
  dialect: "sqlite";
  isAlias: false;
}>;

/** The table of sessions, named `session`: put it into your schema, so that migrations create it. */
export const sessionTable: SessionTable = createSessionTable("session");

/** The table of sessions under a name of your own; its indexes are named after it. */
export function createSessionTable(name: string): SessionTable {
  const table = sqliteTable(name, sessionColumns(columnTypes), (columns) =>
    indexesOf(name, columns, SESSION_INDEXES, index),
  );
  return table as unknown as SessionTable;
}
