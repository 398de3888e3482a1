import { ACTIVITY_FIELDS, guardStore, SESSION_FIELDS } from "@sessionkit/core/store";
import type { PrismaClientLike } from "../models/client.ts";
import type {
  CheckedOptions,
  PrismaStore,
  PrismaStoreOptions,
} from "../options/prisma-store-options.ts";
import { readClient } from "../options/read-client.ts";
import { readModel } from "../options/read-model.ts";
import { readUser } from "../options/read-user.ts";
import { activityLog } from "./activity-log.ts";
import { redactError } from "./redact-error.ts";
import { sessionVerbs } from "./session-verbs.ts";
import { userJoin } from "./user-join.ts";

/**
 * A store in the application's own database.
 *
 * With `user` it also finds a session and its user in one query (`UserJoin`), with `activity` it also keeps a log
 * (`ActivityLog`); without them it does not have these methods. Asks the database nothing yet.
 *
 * Throws `SessionConfigError` for models that cannot hold the records. Every verb rejects with `SessionStoreError`
 * where the database fails, or holds what cannot be a session; its cause has the codes of Prisma and the driver.
 */
export function createPrismaStore<
  const Client extends PrismaClientLike,
  const Options extends PrismaStoreOptions,
>(
  prisma: Client,
  options: Options & CheckedOptions<Client, Options>,
): PrismaStore<Client, Options> {
  const models = readClient(prisma);
  const sessions = readModel("sessions", options.sessions, SESSION_FIELDS, models);
  const user = options.user && readUser(options.user, sessions.model);
  const activity =
    options.activity && readModel("activity", options.activity, ACTIVITY_FIELDS, models);

  const verbs = {
    ...sessionVerbs(sessions),
    ...(user && userJoin(sessions, user)),
    ...(activity && activityLog(activity)),
  };
  return guardStore(verbs, { backend: "the database", redactError }) as PrismaStore<
    Client,
    Options
  >;
}
