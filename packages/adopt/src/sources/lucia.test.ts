import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from "lucia";
import { expect, test } from "vitest";
import { requestWith } from "../../test/request.ts";
import { fromLucia } from "./lucia.ts";

/** Lucia with an adapter of the application, as its documentation has applications write one. */
function start() {
  const sessions = new Map<string, DatabaseSession>();
  const toUser = (id: string): DatabaseUser => ({ id, attributes: {} });
  const adapter: Adapter = {
    getSessionAndUser: async (id) => {
      const session = sessions.get(id) ?? null;
      return [session, session && toUser(session.userId)];
    },
    getUserSessions: async () => [...sessions.values()],
    setSession: async (session) => void sessions.set(session.id, session),
    updateSessionExpiration: async () => undefined,
    deleteSession: async (id) => void sessions.delete(id),
    deleteUserSessions: async () => sessions.clear(),
    deleteExpiredSessions: async () => undefined,
  };
  const lucia = new Lucia(adapter, { sessionExpiresIn: new TimeSpan(1, "h") });
  /** The value of the `Cookie` header of a browser that has signed in. */
  const signIn = async (userId: string) => {
    const { id } = await lucia.createSession(userId, {});
    return lucia.createSessionCookie(id).serialize().split(";", 1)[0] ?? "";
  };
  return { adapter, lucia, sessions, signIn };
}

test("a session is read, with its end", async () => {
  const { adapter, sessions, signIn } = start();
  const cookie = await signIn("ada");
  const adopter = fromLucia({
    findSession: async (id) => (await adapter.getSessionAndUser(id))[0],
  });
  const [row] = sessions.values();
  expect(await adopter.read(requestWith(cookie))).toMatchObject({
    userId: "ada",
    expiresAt: row?.expiresAt,
  });
  const createdAt = new Date(5_000);
  const withCreation = fromLucia({
    findSession: async (id) => (await adapter.getSessionAndUser(id))[0],
    createdAt: () => createdAt,
  });
  expect(await withCreation.read(requestWith(cookie))).toMatchObject({ createdAt });
});

test("an invalidated, an expired and an unknown session are null", async () => {
  const { lucia, sessions, signIn } = start();
  const findSession = async (id: string) => sessions.get(id);
  const cookie = await signIn("ada");
  const later = fromLucia({ findSession, clock: () => Date.now() + 3_600_001 });
  expect(await later.read(requestWith(cookie))).toBeNull();
  await lucia.invalidateSession([...sessions.keys()][0] ?? "");
  const adopter = fromLucia({ findSession });
  for (const header of [
    cookie,
    "auth_session=",
    "auth_session=%00",
    "auth_session=%ff",
    "other=1",
  ]) {
    expect(await adopter.read(requestWith(header))).toBeNull();
  }
});

test("the cookie is cleared as the library does it, and the session is deleted", async () => {
  const { adapter, lucia, sessions, signIn } = start();
  const cookie = await signIn("ada");
  const adopter = fromLucia({
    findSession: async (id) => sessions.get(id),
    deleteSession: adapter.deleteSession,
  });
  const [cleared] = adopter.clear(requestWith(cookie));
  const blank = lucia.createBlankSessionCookie();
  expect(cleared).toMatchObject({ name: blank.name, path: blank.attributes.path, maxAge: 0 });
  const adopted = await adopter.read(requestWith(cookie));
  await adopter.retire?.(adopted?.credential ?? "");
  expect(sessions.size).toBe(0);
});

test("without deleteSession the old session is kept", () => {
  expect(
    fromLucia({ findSession: async (): Promise<null | DatabaseSession> => null }),
  ).not.toHaveProperty("retire");
});
