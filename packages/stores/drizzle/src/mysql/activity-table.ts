import type { ActivityEntry } from "@sessionkit/core";
import {
  index,
  type MySqlColumn,
  type MySqlTableWithColumns,
  mysqlTable,
} from "drizzle-orm/mysql-core";
import { ACTIVITY_INDEXES, activityColumns } from "../tables/activity-columns.ts";
import type { ColumnsOf } from "../tables/columns-of.ts";
import { indexesOf } from "../tables/indexes-of.ts";
import { columnTypes } from "./column-types.ts";

export type ActivityTable = MySqlTableWithColumns<{
  name: string;
  schema: undefined;
  columns: ColumnsOf<ActivityEntry, MySqlColumn>;
  dialect: "mysql";
  isAlias: false;
}>;

/** The table of the activity log, named `session_activity`. No foreign key: the log outlives its sessions. */
export const activityTable: ActivityTable = createActivityTable("session_activity");

/** The table of the activity log under a name of your own; its indexes are named after it. */
export function createActivityTable(name: string): ActivityTable {
  const table = mysqlTable(name, activityColumns(columnTypes), (columns) =>
    indexesOf(name, columns, ACTIVITY_INDEXES, index),
  );
  return table as unknown as ActivityTable;
}
