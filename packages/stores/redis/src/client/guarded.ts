import { SessionStoreError } from "@sessionkit/core";

type Verb = (...args: never[]) => Promise<unknown>;

/** The same verbs, each of which rejects with a `SessionStoreError` where it failed, and tells `onAsk` that it is asked. */
export function guarded<Store extends object>(verbs: Store, onAsk: () => void): Store {
  return Object.fromEntries(
    Object.entries<Verb>(verbs as Record<string, Verb>).map(([name, verb]) => [
      name,
      async (...args: never[]) => {
        onAsk();
        try {
          return await verb(...args);
        } catch (error) {
          if (error instanceof SessionStoreError) throw error;
          throw new SessionStoreError(`${name}: Redis failed.`, { cause: withoutCommand(error) });
        }
      },
    ]),
  ) as Store;
}

/** ioredis keeps the command with an error, and so ids, addresses and the hash of a session's secret. */
function withoutCommand(error: unknown): Error {
  if (!(error instanceof Error)) return new Error("ioredis gave no error.");
  const { name, message, stack } = error;
  return Object.assign(new Error(message), { name, stack });
}
