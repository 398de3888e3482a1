export type { JsonObject } from "./base/json.ts";
export type {
  ActivityCursor,
  ActivityEntry,
  ActivityLog,
  ActivityType,
} from "./store/activity-log.ts";
export { describeType } from "./store/describe-type.ts";
export { type GuardOptions, guardStore } from "./store/guard-store.ts";
export {
  ACTIVITY_FIELDS,
  changeableFields,
  type FieldKind,
  type Fields,
  SESSION_FIELDS,
} from "./store/record-fields.ts";
export {
  createRowMapper,
  type MappedField,
  mapFields,
  type NamedField,
  type RowMapper,
} from "./store/record-mapping.ts";
export { retryOnConflict } from "./store/retry-on-conflict.ts";
export type {
  Revocation,
  RevocationBell,
  RevocationFeed,
  RevocationPage,
} from "./store/revocation-feed.ts";
export type {
  SessionChanges,
  SessionRecord,
  SessionStore,
  UpdateResult,
} from "./store/session-store.ts";
export type { UserJoin } from "./store/user-join.ts";
