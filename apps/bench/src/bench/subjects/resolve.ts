import {
  type AnySessions,
  createSessions,
  type Outcome,
  type SessionRequest,
} from "@sessionkit/core";
import { BoundRequest } from "@sessionkit/core/binding";
import { createMemoryStore } from "@sessionkit/core/memory";
import { cookieHeader, inTurn, ORIGIN, SECRET } from "../fixtures.ts";
import type { Subject } from "../subject.ts";

const USERS = 1_000;

type Ask = (sessions: AnySessions, request: SessionRequest) => Promise<Outcome>;

const RESOLVE: Ask = (sessions, request) => sessions.resolve(request);

/** From a cookie header to an outcome with a session: `resolve`, and what a binding puts around it for each request. */
export async function resolveSubjects(): Promise<Subject[]> {
  return [
    await resolveSubject("resolve, jwt, token seen before", "jwt", 2, RESOLVE),
    await resolveSubject("the same as a request of a binding", "jwt", 3, (sessions, request) =>
      new CurrentRequest(sessions, request).ask(),
    ),
    await resolveSubject("resolve, database, memory store", "database", 10, RESOLVE),
  ];
}

/** As the request of a binding is: it could still set cookies. */
class CurrentRequest extends BoundRequest {
  readonly method = "GET";
  readonly address = null;
  protected readonly isOpen = true;
  readonly #request: SessionRequest;

  constructor(sessions: AnySessions, request: SessionRequest) {
    super(sessions);
    this.#request = request;
  }

  protected sent(name: string): string | null {
    return this.#request.header(name) ?? null;
  }
}

async function resolveSubject(
  name: string,
  strategy: "jwt" | "database",
  micros: number,
  ask: Ask,
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
  return { name, target: { micros }, run: () => ask(sessions, next()) };
}
