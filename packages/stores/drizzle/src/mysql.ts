export {
  type ActivityTable,
  activityTable,
  createActivityTable,
  createSessionTable,
  createTableStatements,
  type SessionTable,
  sessionTable,
} from "./tables/mysql.ts";
