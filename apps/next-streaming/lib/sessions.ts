import "server-only";
import { createSessions } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { users } from "./users";

/** Pages, actions and the proxy are separate bundles, each with a copy of this module: they share these values. */
const shared = globalThis as typeof globalThis & {
  store?: ReturnType<typeof createMemoryStore>;
  secret?: string;
};
shared.store ??= createMemoryStore();
// Sessions in memory end with the process, so that a random secret is enough. A persistent store needs a persistent secret.
shared.secret ??= process.env.SESSION_SECRET ?? crypto.randomUUID() + crypto.randomUUID();

export const sessions = createSessions({
  strategy: "jwt",
  secret: shared.secret,
  store: shared.store,
  loadUser: (id) => users.find((user) => user.id === id) ?? null,
  publicUser: (user) => user,
});
