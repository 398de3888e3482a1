import { SessionStoreError } from "@sessionkit/core";

type Verb = (...args: never[]) => Promise<unknown>;

/**
 * The same verbs, each of which rejects with a `SessionStoreError` where it failed. The cause is the driver's
 * error, not Drizzle's around it: that one has the values of the query in its message, and so in every log.
 */
export function guarded<Store extends object>(verbs: Store): Store {
  return Object.fromEntries(
    Object.entries<Verb>(verbs as Record<string, Verb>).map(([name, verb]) => [
      name,
      async (...args: never[]) => {
        try {
          return await verb(...args);
        } catch (error) {
          throw new SessionStoreError(`${name}: the database failed.`, {
            cause: driverError(error),
          });
        }
      },
    ]),
  ) as Store;
}

function driverError(error: unknown): unknown {
  const isQueryError = error instanceof Error && "query" in error && "params" in error;
  return isQueryError ? (error.cause ?? new Error("The driver gave no error.")) : error;
}
