export { type ActivityTable, activityTable, createActivityTable } from "./mysql/activity-table.ts";
export { createTableStatements } from "./mysql/create-table-statements.ts";
export { createSessionTable, type SessionTable, sessionTable } from "./mysql/session-table.ts";
