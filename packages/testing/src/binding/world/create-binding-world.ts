import { createSessions, type StoredSessions } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { fixedClock } from "../../clock/fixed-clock.ts";
import { withMemoryOf } from "../../instances/instance-memory.ts";
import type { BindingOrders, BindingReport, BindingSetup } from "../binding-app.ts";
import { createFaultyStore } from "./faulty-store.ts";
import { createGate } from "./gate.ts";
import { createRemoteStore } from "./remote-store.ts";

/** The origin of pages that may use the endpoints from another site. */
export const PAGES = "https://pages.example";

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

/** What a binding is bound to in a test: sessions, and the means to control their environment. */
export interface BindingWorld {
  readonly sessions: BindingSessions;
  /** For `/held`: resolves when the test releases the requests that wait. */
  held(): Promise<void>;
  /** Implements `control` of a `BindingApp`. */
  control(orders?: BindingOrders): BindingReport;
}

/**
 * Sessions in memory under a clock that does not advance by itself, with a store and users that can fail. Imports no
 * test runner, so that an application in another process can use it.
 */
export function createBindingWorld(setup: BindingSetup): BindingWorld {
  const { strategy, secret, lifetime, rotateEvery, trustProxy, refresh, shared } = setup;
  const { origin, deviceBound } = setup;
  const clock = fixedClock(shared?.now ?? Date.now());
  const faulty = createFaultyStore(shared ? createRemoteStore(shared.store) : createMemoryStore());
  const gate = createGate();
  const events: BindingReport["events"][number][] = [];
  let claims: BindingOrders["claims"];
  const create = (): BindingSessions =>
    createSessions({
      strategy,
      secret,
      lifetime,
      trustProxy,
      rotateEvery,
      refresh,
      origin,
      deviceBound,
      allowedOrigins: [PAGES],
      cors: true,
      store: faulty.store,
      // Otherwise, what an outage answers would depend on the real time since the feed was last read.
      revocation: { whenUnavailable: "trust" },
      clock,
      // On a busy machine, the default may pass between two calls of a request.
      timeout: "60s",
      loadUser: async (id: string) => {
        faulty.check();
        return userOf(id);
      },
      claims({ role }) {
        if (claims === "throw") throw new TypeError("Claims that throw, as the test wants it.");
        return { role };
      },
      data: () => ({ note: "" }),
      publicUser: ({ id, name }) => ({ id, name }),
      onEvent: ({ type, sessionId, userId }) => events.push({ type, sessionId, userId }),
    });
  return {
    sessions: shared ? withMemoryOf(shared.instance, create) : create(),
    held: () => gate.wait(),
    control({ advance = 0, store, release = false, ...orders } = {}) {
      if (advance > 0) clock.advance(advance);
      claims = orders.claims ?? claims;
      if (store) faulty.turn(store);
      if (release) gate.open();
      return { events: events.splice(0), reads: faulty.takeReads(), held: gate.waiting };
    },
  };
}

function userOf(id: string): BindingUser | null {
  if (id.startsWith("nobody")) return null;
  return { id, name: `User ${id}`, role: id.startsWith("admin") ? "admin" : "member" };
}
