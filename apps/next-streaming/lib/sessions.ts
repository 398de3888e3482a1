import "server-only";
import { createSessions } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { users } from "./users";

/** Pages, actions and the proxy are bundles of their own, each with its copy of this module: the store is for all of them. */
const shared = globalThis as typeof globalThis & { store?: ReturnType<typeof createMemoryStore> };
shared.store ??= createMemoryStore();

export const sessions = createSessions({
  strategy: "jwt",
  // `next build` loads this too and answers nobody: there it gets a secret that nobody keeps.
  secret:
    process.env.NEXT_PHASE === "phase-production-build"
      ? crypto.randomUUID() + crypto.randomUUID()
      : process.env.SESSION_SECRET,
  store: shared.store,
  loadUser: (id) => users.find((user) => user.id === id) ?? null,
  publicUser: (user) => user,
});
