export { type ActivityTable, activityTable, createActivityTable } from "./pg/activity-table.ts";
export { createTableStatements } from "./pg/create-table-statements.ts";
export { createSessionTable, type SessionTable, sessionTable } from "./pg/session-table.ts";
