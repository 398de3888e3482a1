import { vi } from "vitest";
import type { SessionEvent } from "../../src/index.ts";
import { createClock, type TestClock } from "../clock.ts";
import { createService, createStatelessService } from "../service.ts";
import type { ModelSessions, StoredVerbs } from "./api.ts";
import type { Client, ClientName } from "./client.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import { createModelApp } from "./model-app.ts";
import { createModelBrowser, type ModelBrowser } from "./model-browser.ts";
import { createModelStore, type ModelStore } from "./model-store.ts";
import type { Mode } from "./modes.ts";
import { createRandom } from "./random.ts";
import { asSecondInstance } from "./second-instance.ts";
import type { Step, Sweep } from "./step.ts";

/** One process of the service. */
export interface Process {
  readonly name: "A" | "B";
  readonly clock: () => number;
  readonly sessions: ModelSessions;
  /** It issues access tokens beside session tokens, and reads them. */
  readonly signed: boolean;
  /** Null without a store. */
  readonly stored: StoredVerbs | null;
  readonly events: readonly SessionEvent[];
}

/** Something that happens at a moment. */
interface Happening {
  readonly at: number;
  readonly run: () => Promise<void> | void;
}

/** Two processes, a store, clients, and what is on its way between them. */
export interface World {
  readonly mode: Mode;
  readonly clock: TestClock;
  readonly store: ModelStore | null;
  readonly processes: Readonly<Record<Process["name"], Process>>;
  readonly clients: Readonly<Record<ClientName, Client>> & {
    readonly browser: ModelBrowser;
    readonly "second browser": ModelBrowser;
    readonly thief: ModelBrowser;
  };
  readonly ledger: Ledger;
  queue: Happening[];
  /** Counts the beginnings and ends of what the processes do. */
  steps: number;
  /** How many verbs are at work: what they have changed is not in the ledger yet. */
  running: number;
  /** What has ended since the invariants were last checked. */
  recent: Step[];
  sweeps: Sweep[];
  /** States of the store, oldest first. */
  states: ReturnType<ModelStore["rows"]> extends Promise<infer Rows> ? Rows[] : never;
  backup: World["states"][number];
  /** How often an exception of an invariant was made use of. */
  readonly exceptions: Map<string, number>;
}

export function createWorld(mode: Mode, seed: number): World {
  vi.spyOn(Math, "random").mockImplementation(createRandom(seed));
  const clock = createClock();
  const store = mode.stored ? createModelStore() : null;
  const createProcess = (name: Process["name"]): Process =>
    asSecondInstance(() => {
      const own = name === "A" ? clock : () => clock() + mode.skew;
      if (store) {
        const options = (name === "B" && mode.second) || mode.options;
        const { sessions, events } = createService({ ...options, store, clock: own });
        const signed = options.strategy === "jwt";
        return { name, clock: own, sessions, signed, stored: sessions, events };
      }
      const { sessions, events } = createStatelessService({ clock: own });
      return { name, clock: own, sessions, signed: true, stored: null, events };
    });
  const hidesSession = mode.options.refresh === "endpoint";
  return {
    mode,
    clock,
    store,
    processes: { A: createProcess("A"), B: createProcess("B") },
    clients: {
      browser: createModelBrowser("browser", clock, hidesSession),
      "second browser": createModelBrowser("second browser", clock, hidesSession),
      app: createModelApp(mode.options.strategy !== "database"),
      thief: createModelBrowser("thief", clock, hidesSession),
    },
    ledger: createLedger(),
    queue: [],
    steps: 0,
    running: 0,
    recent: [],
    sweeps: [],
    states: [],
    backup: [],
    exceptions: new Map(),
  };
}

/** Notes that an invariant was excused. */
export function noteException(world: World, name: string): void {
  world.exceptions.set(name, (world.exceptions.get(name) ?? 0) + 1);
}
