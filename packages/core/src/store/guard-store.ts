import { SessionStoreError } from "../base/errors.ts";
import { isStoreError } from "./deadline.ts";

type Verb = (...args: never[]) => Promise<unknown>;

export interface GuardOptions {
  /** Name of the backend in errors: `"the database"`, `"Redis"`. */
  readonly backend: string;
  /** Returns a driver's error without the values of its query, since errors are logged. */
  readonly redactError: (error: unknown) => unknown;
  /** Called before each verb. */
  readonly onCall?: (() => void) | undefined;
}

/**
 * Wraps the verbs of a store: each rejects only with `SessionStoreError`, with the driver's redacted error as `cause`.
 *
 * @example
 * return guardStore({ insert, find, update, … }, { backend: "MongoDB", redactError });
 */
export function guardStore<Store extends object>(
  verbs: Store,
  { backend, redactError, onCall }: GuardOptions,
): Store {
  const wrapped = Object.entries<Verb>(verbs as Record<string, Verb>).map(([name, verb]) => [
    name,
    async (...args: never[]) => {
      onCall?.();
      try {
        return await verb(...args);
      } catch (error) {
        if (isStoreError(error)) throw error;
        throw new SessionStoreError(`${name}: ${backend} failed.`, { cause: redactError(error) });
      }
    },
  ]);
  return Object.fromEntries(wrapped) as Store;
}
