import type { ActivityEntry } from "@sessionkit/core";
import {
  index,
  type PgColumn,
  type PgSchema,
  type PgTableWithColumns,
  pgTable,
} from "drizzle-orm/pg-core";
import { ACTIVITY_INDEXES, activityColumns } from "../tables/activity-columns.ts";
import type { ColumnsOf } from "../tables/columns-of.ts";
import { indexesOf } from "../tables/indexes-of.ts";
import { columnTypes } from "./column-types.ts";

export type ActivityTable = PgTableWithColumns<{
  name: string;
  schema: string | undefined;
  columns: ColumnsOf<ActivityEntry, PgColumn>;
  dialect: "pg";
  isAlias: false;
}>;

/** The table of the activity log, named `session_activity`. No foreign key: the log outlives its sessions. */
export const activityTable: ActivityTable = createActivityTable("session_activity");

/** The table of the activity log under a name of your own, in a schema where one is given; its indexes are named after it. */
export function createActivityTable(name: string, schema?: PgSchema): ActivityTable {
  const create = (schema?.table ?? pgTable) as typeof pgTable;
  const table = create(name, activityColumns(columnTypes), (columns) =>
    indexesOf(name, columns, ACTIVITY_INDEXES, index),
  );
  return table as unknown as ActivityTable;
}
