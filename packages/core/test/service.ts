import type { JsonObject } from "../src/base/json.ts";
import {
  createSessions,
  type SessionEvent,
  type StatelessOptions,
  type StatelessSessions,
  type StoredOptions,
  type StoredSessions,
} from "../src/index.ts";
import { createMemoryStore, type MemoryStore } from "../src/memory.ts";
import { createClock, type TestClock } from "./clock.ts";

export const SECRET = "Zk3vQ9rTn5LwXc7BhM2dYs8JpGfEuA4K";
export const OLDER_SECRET = "p0OiU7yTr4EwQ1aSd2FgH5jKl8ZxC6vB";

export interface TestUser {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

export interface Claims {
  readonly role: string;
}

export interface PublicUser {
  readonly id: string;
  readonly name: string;
}

/** What is around a service under test. */
export interface Harness {
  readonly clock: TestClock;
  readonly users: Map<string, TestUser>;
  readonly events: SessionEvent[];
  /** The events so far, by their names without `session.`. */
  types(): string[];
}

export interface Service extends Harness {
  readonly sessions: StoredSessions<TestUser, Claims, JsonObject, PublicUser>;
  readonly store: MemoryStore;
}

interface StatelessService extends Harness {
  readonly sessions: StatelessSessions<TestUser, Claims, JsonObject, PublicUser>;
}

export type ServiceOptions = Partial<StoredOptions<TestUser, Claims, JsonObject, PublicUser>>;

/** A service over the memory store, with a clock, users and events at hand. */
export function createService(given: ServiceOptions = {}): Service {
  const { strategy = "jwt", store = createMemoryStore(), ...options } = given;
  const { harness, shared } = createHarness();
  const sessions = createSessions({ ...shared, strategy, store, ...options });
  return { ...harness, sessions, store: store as MemoryStore };
}

/** The same without a store. */
export function createStatelessService(
  options: Partial<StatelessOptions<TestUser, Claims, JsonObject, PublicUser>> = {},
): StatelessService {
  const { harness, shared } = createHarness();
  return { ...harness, sessions: createSessions({ ...shared, strategy: "jwt", ...options }) };
}

type Shared = Pick<
  StoredOptions<TestUser, Claims, JsonObject, PublicUser>,
  "secret" | "origin" | "grace" | "clock" | "loadUser" | "claims" | "publicUser" | "onEvent"
>;

function createHarness(): { harness: Harness; shared: Shared } {
  const clock = createClock();
  const events: SessionEvent[] = [];
  const users = new Map<string, TestUser>();
  for (const id of ["ada", "bob"]) users.set(id, { id, name: id.toUpperCase(), role: "admin" });
  const types = (): string[] => events.map((event) => event.type.replace("session.", ""));
  const shared: Shared = {
    secret: SECRET,
    origin: "https://app.example",
    clock,
    grace: "30s",
    loadUser: (id) => users.get(id),
    claims: (user) => ({ role: user.role }),
    publicUser: ({ id, name }) => ({ id, name }),
    onEvent: (event) => events.push(event),
  };
  return { harness: { clock, users, events, types }, shared };
}
