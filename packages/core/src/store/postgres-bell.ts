import { describeType } from "../base/describe-type.ts";
import { SessionConfigError } from "../base/errors.ts";
import { createBell } from "./revocation-bell.ts";
import type { RevocationBell } from "./revocation-feed.ts";

/** A connection to Postgres for `LISTEN` alone: a `Client` of `pg`, or an object with these two methods. */
export interface ListenClient {
  query(sql: string): PromiseLike<unknown>;
  on(event: "notification", listener: (message: { readonly channel: string }) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}

const CHANNEL = "sessionkit_revocation";

/** The SQL expression that notifies all processes that listen, when its transaction is committed. */
export const NOTIFY_REVOCATION: string = `pg_notify('${CHANNEL}', '')`;

/**
 * Listens on a connection for the entries of all processes, from the first listener on. If the connection is lost, no more
 * notifications arrive, and no error is raised. Throws `SessionConfigError` if the option is not a client.
 *
 * @param isPossible whether the database is Postgres, and has a table for the entries
 */
export function postgresBell(client: ListenClient, isPossible: boolean): RevocationBell {
  if (!isPossible) {
    throw new SessionConfigError(
      "listen",
      "needs Postgres and the option revocations. Other databases are polled: leave it out.",
    );
  }
  if (["query", "on"].some((name) => typeof Reflect.get(Object(client), name) !== "function")) {
    throw new SessionConfigError(
      "listen",
      `expected a connected Client of pg, got ${describeType(client)}. Pass a client of its own: LISTEN needs a connection that stays.`,
    );
  }
  return createBell((ring) => {
    client.on("notification", ({ channel }) => channel === CHANNEL && ring());
    // Without a listener, an error of the connection ends the process.
    client.on("error", () => undefined);
    void Promise.resolve(client.query(`LISTEN ${CHANNEL}`)).catch(() => undefined);
  });
}
