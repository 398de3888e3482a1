import { createSessions, type StoredSessions } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { fixedClock } from "../../clock/fixed-clock.ts";
import type { BindingOrders, BindingReport, BindingSetup } from "../binding-app.ts";
import { createFaultyStore } from "./faulty-store.ts";

export interface BindingUser {
  readonly id: string;
  readonly name: string;
  readonly role: "admin" | "member";
}

export type BindingSessions = StoredSessions<
  BindingUser,
  { role: BindingUser["role"] },
  { note: string },
  Pick<BindingUser, "id" | "name">
>;

/** What a binding is bound to in a test: sessions, and the means to steer their surroundings. */
export interface BindingWorld {
  readonly sessions: BindingSessions;
  /** What `control` of a `BindingApp` hands on to. */
  control(orders?: BindingOrders): BindingReport;
}

/**
 * Sessions in memory under a clock that stands still until it is told to move on, with a store and users that can fail.
 * Imports no test runner, so that an application in another process can use it.
 */
export function createBindingWorld(setup: BindingSetup): BindingWorld {
  const clock = fixedClock(Date.now());
  const faulty = createFaultyStore(createMemoryStore());
  const events: BindingReport["events"][number][] = [];
  const { strategy, secret, lifetime, rotateEvery, trustProxy, refresh } = setup;
  const sessions = createSessions({
    strategy,
    secret,
    lifetime,
    trustProxy,
    ...(rotateEvery && { rotateEvery }),
    ...(refresh && { refresh }),
    store: faulty.store,
    clock,
    loadUser: async (id: string) => {
      faulty.check();
      return userOf(id);
    },
    claims: ({ role }) => ({ role }),
    data: () => ({ note: "" }),
    publicUser: ({ id, name }) => ({ id, name }),
    onEvent: ({ type, sessionId, userId }) => events.push({ type, sessionId, userId }),
  });
  return {
    sessions,
    control({ advance = 0, store } = {}) {
      if (advance > 0) clock.advance(advance);
      if (store) faulty.turn(store);
      return { events: events.splice(0), reads: faulty.takeReads() };
    },
  };
}

function userOf(id: string): BindingUser | null {
  if (id.startsWith("nobody")) return null;
  return { id, name: `User ${id}`, role: id.startsWith("admin") ? "admin" : "member" };
}
