import { createSessions, type SessionRequest } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { cookieHeader, NOW, ORIGIN, SECRET } from "../fixtures.ts";
import type { Subject } from "../subject.ts";

/** Longer than the interval between two rotations. */
const STEP = 241_000;

/** Sign-ins in between are rare: a session lasts for 143,000 rotations. */
const LIFETIME = 399 * 86_400_000;

/** The verbs that write to the store: a sign-in (two writes) and a refresh that rotates (one). */
export async function verbSubjects(): Promise<Subject[]> {
  return [signInSubject(), await refreshSubject()];
}

/** Each user signs in once; the session before it is kept. */
function signInSubject(): Subject {
  const sessions = createSessions({
    strategy: "jwt",
    secret: SECRET,
    store: createMemoryStore(),
    origin: ORIGIN,
  });
  let user = 0;
  return {
    name: "create, jwt, memory store",
    run() {
      const request: SessionRequest = { method: "POST", header: () => null };
      return sessions.create(`user ${user++}`, { request });
    },
  };
}

/** One browser that refreshes repeatedly; the clock advances between refreshes. */
async function refreshSubject(): Promise<Subject> {
  let now = NOW;
  const sessions = createSessions({
    strategy: "jwt",
    secret: SECRET,
    store: createMemoryStore(),
    origin: ORIGIN,
    lifetime: { idle: "400d", absolute: "400d" },
    clock: () => now,
  });
  let { cookies } = await sessions.create("user");
  let end = now + LIFETIME;
  return {
    name: "refresh that rotates, jwt, memory store",
    async run() {
      if (now > end) {
        cookies = (await sessions.create("user")).cookies;
        end = now + LIFETIME;
      }
      now += STEP;
      const cookie = cookieHeader(Object.fromEntries(cookies.map((one) => [one.name, one.value])));
      const header = (name: string): string | null => (name === "cookie" ? cookie : null);
      const outcome = await sessions.refresh({ method: "POST", header });
      if (outcome.cookies.length !== 2) throw new Error("A rotation sets two cookies.");
      cookies = [...outcome.cookies];
    },
  };
}
