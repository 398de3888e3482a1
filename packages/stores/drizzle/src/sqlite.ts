export {
  type ActivityTable,
  activityTable,
  createActivityTable,
  createSessionTable,
  createTableStatements,
  type SessionTable,
  sessionTable,
} from "./tables/sqlite.ts";
