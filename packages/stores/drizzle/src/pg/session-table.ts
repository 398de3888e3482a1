import type { SessionRecord } from "@sessionkit/core";
import {
  index,
  type PgColumn,
  type PgSchema,
  type PgTableWithColumns,
  pgTable,
} from "drizzle-orm/pg-core";
import type { ColumnsOf } from "../tables/columns-of.ts";
import { indexesOf } from "../tables/indexes-of.ts";
import { SESSION_INDEXES, sessionColumns } from "../tables/session-columns.ts";
import { columnTypes } from "./column-types.ts";

export type SessionTable = PgTableWithColumns<{
  name: string;
  schema: string | undefined;
  columns: ColumnsOf<SessionRecord, PgColumn>;
  dialect: "pg";
  isAlias: false;
}>;

/** The table of sessions, named `session`: put it into your schema, so that migrations create it. */
export const sessionTable: SessionTable = createSessionTable("session");

/** The table of sessions under a name of your own, in a schema where one is given; its indexes are named after it. */
export function createSessionTable(name: string, schema?: PgSchema): SessionTable {
  const create = (schema?.table ?? pgTable) as typeof pgTable;
  const table = create(name, sessionColumns(columnTypes), (columns) =>
    indexesOf(name, columns, SESSION_INDEXES, index),
  );
  return table as unknown as SessionTable;
}
