export { type ActivityTable, activityTable, createActivityTable } from "./sqlite/activity-table.ts";
export { createTableStatements } from "./sqlite/create-table-statements.ts";
export { createSessionTable, type SessionTable, sessionTable } from "./sqlite/session-table.ts";
