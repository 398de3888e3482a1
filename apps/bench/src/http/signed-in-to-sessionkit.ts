import { createSessions, type SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { SECRET } from "../bench/fixtures.ts";
import { USER } from "./contender.ts";

/** Sessions over a store, by default in memory, and the cookies of a signed-in user. */
export async function signedInToSessionkit(
  strategy: "jwt" | "database",
  store: SessionStore = createMemoryStore(),
) {
  const sessions = createSessions({
    strategy,
    secret: SECRET,
    origin: "http://127.0.0.1",
    store,
    claims: () => ({ role: USER.role, team: USER.team }),
    loadUser: async () => USER,
  });
  const { cookies } = await sessions.create(USER.id);
  return { sessions, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
}
