import {
  type AnySessions,
  createSessions,
  type Outcome,
  type SessionRequest,
} from "@sessionkit/core";
import { BoundRequest } from "@sessionkit/core/binding";
import { createMemoryStore } from "@sessionkit/core/memory";
import { cookieHeader, ORIGIN, roundRobin, SECRET } from "../fixtures.ts";
import type { Subject } from "../subject.ts";

const USERS = 1_000;

type Resolve = (sessions: AnySessions, request: SessionRequest) => Promise<Outcome>;

const RESOLVE: Resolve = (sessions, request) => sessions.resolve(request);

/** From a cookie header to an outcome with a session: `resolve` alone, and through a request of a binding. */
export async function resolveSubjects(): Promise<Subject[]> {
  return [
    await resolveSubject("resolve, jwt, token verified before", "jwt", 1.2, RESOLVE),
    await resolveSubject("the same as a request of a binding", "jwt", 3, (sessions, request) =>
      new CurrentRequest(sessions, request).resolve(),
    ),
    await resolveSubject("resolve, database, memory store", "database", 10, RESOLVE),
  ];
}

/** The request of a binding, while it can still set cookies. */
class CurrentRequest extends BoundRequest {
  readonly method = "GET";
  readonly address = null;
  protected readonly isOpen = true;
  readonly #request: SessionRequest;

  constructor(sessions: AnySessions, request: SessionRequest) {
    super(sessions);
    this.#request = request;
  }

  protected requestHeader(name: string): string | null {
    return this.#request.header(name) ?? null;
  }
}

async function resolveSubject(
  name: string,
  strategy: "jwt" | "database",
  micros: number,
  resolve: Resolve,
): Promise<Subject> {
  const sessions = createSessions({
    strategy,
    secret: SECRET,
    store: createMemoryStore(),
    origin: ORIGIN,
  });
  const headers: SessionRequest["header"][] = [];
  for (let user = 0; user < USERS; user++) {
    const { cookies } = await sessions.create(`user ${user}`);
    const cookie = cookieHeader(Object.fromEntries(cookies.map((one) => [one.name, one.value])));
    headers.push((wanted) => (wanted === "cookie" ? cookie : null));
  }
  const nextHeader = roundRobin(headers);
  const next = (): SessionRequest => ({ method: "GET", header: nextHeader() });
  const check = await sessions.resolve(next());
  if (check.status !== "authenticated" || check.cookies.length > 0)
    throw new Error(`${name}: signed in without anything to write was expected.`);
  return { name, target: { micros }, run: () => resolve(sessions, next()) };
}
