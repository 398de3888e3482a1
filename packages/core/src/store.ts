export { checkNames } from "./base/check-names.ts";
export { describeType } from "./base/describe-type.ts";
export type { JsonObject } from "./base/json.ts";
export { readChoice } from "./base/option-values.ts";
export {
  ACTIVITY_TYPES,
  type ActivityCursor,
  type ActivityEntry,
  type ActivityLog,
  type ActivityType,
} from "./store/activity-log.ts";
export { deleteEach } from "./store/delete-each.ts";
export { type GuardOptions, guardStore } from "./store/guard-store.ts";
export {
  type ListenClient,
  NOTIFY_REVOCATION,
  postgresBell,
} from "./store/postgres-bell.ts";
export {
  ACTIVITY_FIELDS,
  changeableFields,
  type FieldKind,
  type Fields,
  REVOCATION_FIELDS,
  SESSION_FIELDS,
  TEXT_LENGTHS,
} from "./store/record-fields.ts";
export {
  createRowMapper,
  type MappedField,
  mapFields,
  type NamedField,
  type RowMapper,
} from "./store/record-mapping.ts";
export { replaceBusyConnections } from "./store/replace-busy-connections.ts";
export { retryOnConflict } from "./store/retry-on-conflict.ts";
export { createBell } from "./store/revocation-bell.ts";
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
export {
  type FeedPosition,
  type PublishedRevocation,
  type RevocationStatements,
  tableFeed,
} from "./store/table-feed.ts";
export type { UserJoin } from "./store/user-join.ts";
