import type { JsonObject } from "../src/base/json.ts";
import {
  createSessions,
  type SessionEvent,
  type StatelessOptions,
  type StoredOptions,
} from "../src/index.ts";
import { createMemoryStore, type MemoryStore } from "../src/memory.ts";
import { createClock } from "./clock.ts";

export const SECRET = "Zk3vQ9rTn5LwXc7BhM2dYs8JpGfEuA4K";
export const OLDER_SECRET = "p0OiU7yTr4EwQ1aSd2FgH5jKl8ZxC6vB";

export interface TestUser {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

type Claims = { role: string };
type PublicUser = { id: string; name: string };
type Options = Partial<StoredOptions<TestUser, Claims, JsonObject, PublicUser>>;

/** A service over the memory store, with a clock, users and events at hand. */
export function createService({
  strategy = "jwt",
  store = createMemoryStore(),
  ...options
}: Options = {}) {
  const shared = sharedParts();
  const sessions = createSessions<TestUser, Claims, JsonObject, PublicUser>({
    ...shared.options,
    strategy,
    store,
    ...options,
  });
  return { ...shared, sessions, store: store as MemoryStore };
}

/** The same without a store. */
export function createStatelessService(
  options: Partial<StatelessOptions<TestUser, Claims, JsonObject, PublicUser>> = {},
) {
  const shared = sharedParts();
  const sessions = createSessions<TestUser, Claims, JsonObject, PublicUser>({
    ...shared.options,
    strategy: "jwt",
    ...options,
  } as StatelessOptions<TestUser, Claims, JsonObject, PublicUser>);
  return { ...shared, sessions };
}

function sharedParts() {
  const clock = createClock();
  const events: SessionEvent[] = [];
  const users = new Map(
    ["ada", "bob"].map((id): [string, TestUser] => [
      id,
      { id, name: id.toUpperCase(), role: "admin" },
    ]),
  );
  return {
    clock,
    events,
    users,
    types: () => events.map((event) => event.type.replace("session.", "")),
    options: {
      secret: SECRET,
      origin: "https://app.example",
      clock,
      loadUser: (id: string) => users.get(id),
      claims: (user: TestUser) => ({ role: user.role }),
      publicUser: ({ id, name }: TestUser) => ({ id, name }),
      onEvent: (event: SessionEvent) => events.push(event),
    },
  };
}
