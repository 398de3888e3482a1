import {
  ACTIVITY_FIELDS,
  guardStore,
  postgresBell,
  REVOCATION_FIELDS,
  readChoice,
  replaceBusyConnections,
  SESSION_FIELDS,
  tableFeed,
} from "@sessionkit/core/store";
import { connect } from "../database/connection.ts";
import type { DrizzleDatabase } from "../database/database.ts";
import { redactError } from "../database/redact-error.ts";
import type {
  CheckedOptions,
  DrizzleStore,
  DrizzleStoreOptions,
} from "../options/drizzle-store-options.ts";
import { readDatabase, readDialect } from "../options/read-database.ts";
import { readRecordTable } from "../options/read-tables.ts";
import { activityLog } from "./activity-log.ts";
import { revocationStatements } from "./revocations.ts";
import { sessionVerbs } from "./session-verbs.ts";
import { userJoin } from "./user-join.ts";

/**
 * Creates a store in the application's database, with the application's Drizzle database. It sends no query before the
 * first call of a verb. With `users`, the store also implements `UserJoin`; with `activity`, `ActivityLog`; with
 * `revocations`, `RevocationFeed`; with `listen`, `RevocationBell`.
 *
 * Changes a libsql client for a file (`db.$client`): after a call failed with `SQLITE_BUSY`, its connection is replaced
 * before the next call. This includes the application's own calls.
 *
 * Throws `SessionConfigError` if a table cannot hold the records. Every verb rejects with `SessionStoreError` if the
 * database fails, or if a row is not a valid record. Its `cause` is the driver's error without the values of the query.
 *
 * @example
 * const store = createDrizzleStore(drizzle({ client }), { sessions: sessionTable, users: userTable });
 * const sessions = createSessions({ store, … });
 */
export function createDrizzleStore<const Options extends DrizzleStoreOptions>(
  db: DrizzleDatabase,
  options: Options & CheckedOptions<Options>,
): DrizzleStore<Options> {
  const dialect = readDialect(options.sessions);
  const database = readDatabase(db, dialect);
  replaceBusyConnections(Reflect.get(database, "$client"));
  const statements = readChoice(options.statements ?? "prepared", STATEMENTS, "statements");
  const connection = connect(database, dialect, statements === "prepared");
  const sessions = readRecordTable("sessions", options.sessions, SESSION_FIELDS, connection);
  const activity =
    options.activity && readRecordTable("activity", options.activity, ACTIVITY_FIELDS, connection);
  const revocations =
    options.revocations &&
    readRecordTable("revocations", options.revocations, REVOCATION_FIELDS, connection);
  const bell =
    options.listen && postgresBell(options.listen, dialect.name === "pg" && Boolean(revocations));

  const verbs = {
    ...sessionVerbs(sessions),
    ...(options.users && userJoin(sessions, options.users)),
    ...(activity && activityLog(activity)),
    ...(revocations && tableFeed(revocationStatements(revocations, bell !== undefined))),
  };
  const sessionStore = guardStore(verbs, { backend: "the database", redactError });
  return { ...sessionStore, ...bell } as DrizzleStore<Options>;
}

const STATEMENTS = ["prepared", "plain"] as const;
