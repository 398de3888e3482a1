import "server-only";
import { createSessions } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { users } from "./users";

/** Pages, actions and the proxy are bundles of their own, each with its copy of this module: this is for all of them. */
const shared = globalThis as typeof globalThis & {
  store?: ReturnType<typeof createMemoryStore>;
  secret?: string;
};
shared.store ??= createMemoryStore();
// Sessions in memory end with the process, and so may their secret. With a store that lasts it has to last, too.
shared.secret ??= process.env.SESSION_SECRET ?? crypto.randomUUID() + crypto.randomUUID();

export const sessions = createSessions({
  strategy: "jwt",
  secret: shared.secret,
  store: shared.store,
  loadUser: (id) => users.find((user) => user.id === id) ?? null,
  publicUser: (user) => user,
});
