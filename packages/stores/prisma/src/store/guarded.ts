import { SessionStoreError } from "@sessionkit/core";
import { safeCause } from "./safe-cause.ts";

type Verb = (...args: never[]) => Promise<unknown>;

/** The same verbs, each of which rejects with a `SessionStoreError` where it failed. */
export function guarded<Store extends object>(verbs: Store): Store {
  return Object.fromEntries(
    Object.entries<Verb>(verbs as Record<string, Verb>).map(([name, verb]) => [
      name,
      async (...args: never[]) => {
        try {
          return await verb(...args);
        } catch (error) {
          throw new SessionStoreError(`${name}: the database failed.`, {
            cause: safeCause(error),
          });
        }
      },
    ]),
  ) as Store;
}
