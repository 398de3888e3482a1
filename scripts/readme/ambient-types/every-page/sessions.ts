import { createSessions } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";

export const sessions = createSessions({
  strategy: "jwt",
  secret: process.env.SESSION_SECRET,
  store: createMemoryStore(),
  loadUser: async (id): Promise<{ id: string; name: string; role: string } | null> => ({
    id,
    name: "Ada",
    role: "admin",
  }),
  claims: ({ role }) => ({ role }),
  publicUser: ({ id, name }) => ({ id, name }),
});
