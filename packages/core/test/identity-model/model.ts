import type { Outcome, SetCookie } from "../../src/index.ts";
import { createMemoryStore, type MemoryStore } from "../../src/memory.ts";
import { type Browser, createBrowser } from "../browser.ts";
import { createClock, type TestClock } from "../clock.ts";
import { createOldLibrary, type OldLibrary } from "../old-library.ts";
import { createService, type Service } from "../service.ts";
import { inAnotherProcess } from "../signed-in.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import type { Setting, Step } from "./step.ts";

export type Strategies = readonly ["jwt" | "database", "jwt" | "database"];

/** One browser, two processes that share a store, and another library whose sessions are adopted. */
export interface Model {
  readonly strategies: Strategies;
  readonly services: readonly [Service, Service];
  readonly store: MemoryStore;
  /** The ids of all records that were ever inserted. */
  readonly inserted: ReadonlySet<string>;
  readonly old: OldLibrary;
  readonly browser: Browser;
  readonly clock: TestClock;
  readonly ledger: Ledger;
  /** What happens later, by the time at which it does. */
  readonly queue: { readonly at: number; readonly run: () => Promise<void> | void }[];
}

/** A request, and what the browser had when it sent it. */
export interface Sent extends Step {
  readonly request: ReturnType<Browser["request"]>;
  /** Of the session that its cookie names; null without one. */
  readonly id: string | null;
  /** Of the actor's own session in the cookie of an impersonation. */
  readonly actorId: string | null;
  /** The credential of the other library; null without one. */
  readonly credential: string | null;
  /** `isBeside` of that credential, when the request was sent. */
  readonly isBeside: boolean;
}

/** What is sent back. */
export interface Answer {
  readonly cookies: readonly SetCookie[];
  /** Whether the cookies still apply when the headers leave. */
  readonly isKept: boolean;
}

/** Runs a verb at its process, checks the result, and notes what it has changed. */
export type Run = (model: Model, sent: Sent, sessions: Service["sessions"]) => Promise<Answer>;

export const NOTHING: Answer = { cookies: [], isKept: true };

export function answerOf(sessions: Service["sessions"], outcome: Outcome): Answer {
  return { cookies: outcome.cookies, isKept: sessions.isCurrent(outcome as never) };
}

export function createModel(strategies: Strategies, setting: Setting): Model {
  const clock = createClock();
  const store = createMemoryStore();
  const inserted = new Set<string>();
  const { insert } = store;
  store.insert = (record) => {
    inserted.add(record.id);
    return insert(record);
  };
  const old = createOldLibrary();
  const { retire: _, ...withoutRetire } = old.adopter;
  const from = [setting.retires ? old.adopter : withoutRetire];
  const make = (strategy: Strategies[number]): Service =>
    inAnotherProcess(() =>
      createService({
        ...{ strategy, store, clock, timeout: "60s" },
        ...(strategy === "database" && setting.rotates ? { rotateEvery: "2m" } : {}),
        adopt: { from, keepOld: setting.keepOld },
        loadUser: (id) => ({ id, name: id, role: "user" }),
      }),
    );
  const services = [make(strategies[0]), make(strategies[1])] as const;
  const browser = createBrowser();
  const ledger = createLedger(clock);
  return { strategies, services, store, inserted, old, browser, clock, ledger, queue: [] };
}
