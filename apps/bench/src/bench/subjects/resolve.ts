import { createSessions, type SessionRequest } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { cookieHeader, inTurn, ORIGIN, SECRET } from "../fixtures.ts";
import type { Subject } from "../subject.ts";

const USERS = 1_000;

/** The whole of `resolve`, from a cookie header to an outcome with a session. */
export async function resolveSubjects(): Promise<Subject[]> {
  return [
    await resolveSubject("resolve, jwt, token seen before", "jwt", 2),
    await resolveSubject("resolve, database, memory store", "database", 10),
  ];
}

async function resolveSubject(
  name: string,
  strategy: "jwt" | "database",
  micros: number,
): Promise<Subject> {
  const sessions = createSessions({
    strategy,
    secret: SECRET,
    store: createMemoryStore(),
    origin: ORIGIN,
  });
  const requests: SessionRequest[] = [];
  for (let user = 0; user < USERS; user++) {
    const { cookies } = await sessions.create(`user ${user}`);
    const cookie = cookieHeader(Object.fromEntries(cookies.map((one) => [one.name, one.value])));
    requests.push({ method: "GET", header: (wanted) => (wanted === "cookie" ? cookie : null) });
  }
  const next = inTurn(requests);
  const check = await sessions.resolve(next());
  if (check.status !== "authenticated" || check.cookies.length > 0)
    throw new Error(`${name}: signed in without anything to write was expected.`);
  return { name, target: { micros }, run: () => sessions.resolve(next()) };
}
