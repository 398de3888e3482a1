export {
  type ActivityTable,
  activityTable,
  createActivityTable,
  createRevocationTable,
  createSessionTable,
  createTableStatements,
  type RevocationTable,
  revocationTable,
  type SessionTable,
  sessionTable,
} from "./tables/mysql.ts";
