import type { ActivityEntry } from "@sessionkit/core";
import {
  index,
  type SQLiteColumn,
  type SQLiteTableWithColumns,
  sqliteTable,
} from "drizzle-orm/sqlite-core";
import { ACTIVITY_INDEXES, activityColumns } from "../tables/activity-columns.ts";
import type { ColumnsOf } from "../tables/columns-of.ts";
import { indexesOf } from "../tables/indexes-of.ts";
import { columnTypes } from "./column-types.ts";

export type ActivityTable = SQLiteTableWithColumns<{
  name: string;
  schema: undefined;
  columns: ColumnsOf<ActivityEntry, SQLiteColumn>;
  dialect: "sqlite";
  isAlias: false;
}>;

/** The table of the activity log, named `session_activity`. No foreign key: the log outlives its sessions. */
export const activityTable: ActivityTable = createActivityTable("session_activity");

/** The table of the activity log under a name of your own; its indexes are named after it. */
export function createActivityTable(name: string): ActivityTable {
  const table = sqliteTable(name, activityColumns(columnTypes), (columns) =>
    indexesOf(name, columns, ACTIVITY_INDEXES, index),
  );
  return table as unknown as ActivityTable;
}
