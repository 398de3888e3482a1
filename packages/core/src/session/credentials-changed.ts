import { SessionConfigError } from "../base/errors.ts";

/**
 * The clocks of the database and of this process may differ by this: a session that proved its identity that much earlier
 * is not ended. In milliseconds.
 */
const CLOCK_SKEW = 5_000;

/**
 * After a change, the request that made it has this long to renew its session, while other tabs send requests. In
 * milliseconds.
 */
const PATIENCE = 10_000;

/**
 * When a session ends because its user's credentials have changed since its last proof of identity; infinity if they have not.
 * In milliseconds.
 */
export type EndOfCredentials = (user: unknown, authenticatedAt: number) => number;

/** Wraps the option. Throws `SessionConfigError` if no user is loaded, and for a result that is neither a date nor null. */
export function readCredentialsChanged(
  options: {
    readonly credentialsChangedAt?: ((user: unknown) => unknown) | undefined;
    readonly loadUser?: unknown;
  },
  joins: boolean,
): EndOfCredentials {
  const { credentialsChangedAt, loadUser } = options;
  if (!credentialsChangedAt) return () => Number.POSITIVE_INFINITY;
  if (!loadUser && !joins) {
    throw new SessionConfigError(
      "credentialsChangedAt",
      "is read from the user. Pass loadUser too.",
    );
  }
  return (user, authenticatedAt) => {
    const at = user === undefined || user === null ? null : credentialsChangedAt(user);
    if (at === null || at === undefined) return Number.POSITIVE_INFINITY;
    const time = at instanceof Date ? at.getTime() : Number.NaN;
    if (Number.isNaN(time)) {
      throw new SessionConfigError(
        "credentialsChangedAt",
        `must return a valid Date or null, and returned ${typeof at}.`,
      );
    }
    return authenticatedAt + CLOCK_SKEW < time ? time + PATIENCE : Number.POSITIVE_INFINITY;
  };
}
