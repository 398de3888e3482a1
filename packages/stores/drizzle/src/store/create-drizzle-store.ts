import { ACTIVITY_FIELDS, guardStore, SESSION_FIELDS } from "@sessionkit/core/store";
import { replaceBusyConnections } from "../libsql/replace-busy-connections.ts";
import { chooseDialect } from "../options/choose-dialect.ts";
import type {
  CheckedOptions,
  DrizzleStore,
  DrizzleStoreOptions,
} from "../options/drizzle-store-options.ts";
import { readDatabase } from "../options/read-database.ts";
import { readStatements } from "../options/read-statements.ts";
import { readTable } from "../options/read-table.ts";
import { readUsers } from "../options/read-users.ts";
import { activityLog } from "./activity-log.ts";
import { connect } from "./connect.ts";
import type { DrizzleDatabase } from "./database.ts";
import { redactError } from "./redact-error.ts";
import { sessionVerbs } from "./session-verbs.ts";
import { userJoin } from "./user-join.ts";

/**
 * A store in the application's own database.
 *
 * With `users` it also finds a session and its user in one query (`UserJoin`), with `activity` it also keeps a log
 * (`ActivityLog`); without them it does not have these methods. Asks the database nothing yet.
 *
 * Changes a libsql client for a file (`db.$client`): a connection that has met a lock is replaced before anything else
 * uses it, for the application's own calls too.
 *
 * Throws `SessionConfigError` for tables that cannot hold the records. Every verb rejects with `SessionStoreError`
 * and the driver's error as its cause where the database fails, or holds what cannot be a session.
 */
export function createDrizzleStore<const Options extends DrizzleStoreOptions>(
  db: DrizzleDatabase,
  options: Options & CheckedOptions<Options>,
): DrizzleStore<Options> {
  const dialect = chooseDialect(options.sessions);
  const database = readDatabase(db, dialect);
  replaceBusyConnections(Reflect.get(database, "$client"));
  const connection = connect(database, readStatements(options.statements));
  const sessions = readTable("sessions", options.sessions, SESSION_FIELDS, dialect);
  const users = options.users && readUsers(options.users, dialect);
  const activity =
    options.activity && readTable("activity", options.activity, ACTIVITY_FIELDS, dialect);

  const verbs = {
    ...sessionVerbs(connection, sessions, dialect),
    ...(users && userJoin(connection, sessions, users, dialect)),
    ...(activity && activityLog(connection, activity, dialect)),
  };
  return guardStore(verbs, { backend: "the database", redactError }) as DrizzleStore<Options>;
}
