import {
  ACTIVITY_FIELDS,
  guardStore,
  postgresBell,
  REVOCATION_FIELDS,
  SESSION_FIELDS,
  tableFeed,
} from "@sessionkit/core/store";
import type { PrismaClientLike } from "../models/client.ts";
import type {
  CheckedOptions,
  PrismaStore,
  PrismaStoreOptions,
} from "../options/prisma-store-options.ts";
import { readClient } from "../options/read-client.ts";
import { readModel, readUser } from "../options/read-models.ts";
import { activityLog } from "./activity-log.ts";
import { redactError } from "./redact-error.ts";
import { revocationStatements } from "./revocations.ts";
import { sessionVerbs } from "./session-verbs.ts";
import { userJoin } from "./user-join.ts";

/**
 * Creates a store in the application's database, with the application's Prisma client. It sends no query before the first
 * call of a verb. With `user`, the store also implements `UserJoin`; with `activity`, `ActivityLog`; with `revocations`,
 * `RevocationFeed`; with `listen`, `RevocationBell`.
 *
 * Throws `SessionConfigError` if a model cannot hold the records. Every verb rejects with `SessionStoreError` if the
 * database fails, or if a row is not a valid record. Its `cause` has the codes of Prisma and of the driver, and no values.
 *
 * @example
 * const store = createPrismaStore(prisma, { sessions: "session", user: "user" });
 * const sessions = createSessions({ store, … });
 */
export function createPrismaStore<
  const Client extends PrismaClientLike,
  const Options extends PrismaStoreOptions,
>(
  prisma: Client,
  options: Options & CheckedOptions<Client, Options>,
): PrismaStore<Client, Options> {
  const { client, models, provider = "postgres" } = readClient(prisma);
  const sessions = readModel("sessions", options.sessions, SESSION_FIELDS, models);
  const user = options.user && readUser(options.user, sessions.model);
  const activity =
    options.activity && readModel("activity", options.activity, ACTIVITY_FIELDS, models);
  const revocations =
    options.revocations && readModel("revocations", options.revocations, REVOCATION_FIELDS, models);
  const bell =
    options.listen && postgresBell(options.listen, provider === "postgres" && Boolean(revocations));

  const verbs = {
    ...sessionVerbs(sessions),
    ...(user && userJoin(sessions, user)),
    ...(activity && activityLog(activity)),
    ...(revocations && tableFeed(revocationStatements(revocations, bell && client))),
  };
  const sessionStore = guardStore(verbs, { backend: "the database", redactError });
  return { ...sessionStore, ...bell } as PrismaStore<Client, Options>;
}
