import { expect } from "vitest";
import { createMemoryStore, type MemoryStore } from "../src/memory.ts";
import { type Browser, bearer, createBrowser } from "./browser.ts";
import { createClock, type TestClock } from "./clock.ts";
import { createService, type Service } from "./service.ts";
import { ACCESS, inAnotherProcess } from "./signed-in.ts";
import { failing } from "./store-faults.ts";
import { advance } from "./two-processes.ts";

type Verb =
  | "request"
  | "refresh"
  | "replay"
  | "revoke"
  | "revokeUser"
  | "revokeEveryone"
  | "invalidateClaims"
  | "wait"
  | "minutes"
  | "skew"
  | "failFeed"
  | "failStore"
  | "recover";

/** One step of a random sequence: what happens, where, and to whom. */
export interface RevocationStep {
  readonly verb: Verb;
  readonly process: number;
  readonly user: number;
  /** From 0 to 1. */
  readonly amount: number;
}

const PROCESSES = 3;
const USERS = 4;
/** `revocation.maxStale`, in milliseconds. */
const MAX_STALE = 1_000;

/** A user's browser, all access tokens that it ever had, and when its session ended on the monotonic clock. */
interface Holder {
  readonly user: string;
  readonly id: string;
  readonly browser: Browser;
  readonly tokens: Set<string>;
  /** Null while it lives; infinite if a call that was to end it failed, so that either is right. */
  endedAt: number | null;
}

/** Processes over one store whose clocks differ, and their users. */
class Harness {
  readonly #clock: TestClock = createClock();
  readonly #store: MemoryStore = createMemoryStore();
  readonly #skews: number[] = Array.from({ length: PROCESSES }, () => 0);
  readonly #processes: readonly Service[];
  readonly #holders: Holder[] = [];
  #recover: (() => void) | null = null;

  constructor() {
    this.#processes = this.#skews.map((_, index) => {
      const clock = () => this.#clock() + (this.#skews[index] ?? 0);
      const service = inAnotherProcess(() => createService({ store: this.#store, clock }));
      for (let user = 0; user < USERS; user++)
        service.users.set(`user-${user}`, { id: `user-${user}`, name: "Ada", role: "member" });
      return service;
    });
  }

  holder({ user }: RevocationStep): Holder {
    return this.#holders[user] as Holder;
  }

  sessions({ process }: RevocationStep): Service["sessions"] {
    return (this.#processes[process] as Service).sessions;
  }

  get isFailing(): boolean {
    return this.#recover !== null;
  }

  fail(...verbs: Parameters<typeof failing>[1][]): void {
    this.#recover ??= failing(this.#store, ...verbs);
  }

  recover(): void {
    this.#recover?.();
    this.#recover = null;
  }

  async pass(ms: number): Promise<void> {
    this.#clock.set(this.#clock() + ms);
    await advance(ms);
  }

  skew({ process, amount }: RevocationStep): void {
    this.#skews[process] = Math.round(amount * 2_500) - 1_250;
  }

  async signIn(index: number): Promise<void> {
    const user = `user-${index}`;
    const browser = createBrowser();
    const { sessions } = this.#processes[index % PROCESSES] as Service;
    const created = await sessions.create(user, { request: browser.request() });
    browser.obey(created);
    const tokens = new Set([browser.jar.get(ACCESS) ?? ""]);
    this.#holders[index] = { user, id: created.session.id, browser, tokens, endedAt: null };
  }

  async replaceEnded(): Promise<void> {
    if (this.isFailing) return;
    for (const [index, { endedAt }] of this.#holders.entries())
      if (endedAt !== null) await this.signIn(index);
  }

  async end(call: () => Promise<unknown>, ends: (holder: Holder) => boolean): Promise<void> {
    const failed = await call().then(
      () => false,
      (error: unknown) => {
        expect(error).toMatchObject({ code: "session_store" });
        return true;
      },
    );
    for (const holder of this.#holders.filter(ends)) {
      if (failed) holder.endedAt ??= Number.POSITIVE_INFINITY;
      else holder.endedAt = Math.min(performance.now(), holder.endedAt ?? Number.POSITIVE_INFINITY);
    }
  }

  /** The invariants. */
  check({ endedAt }: Holder, status: string): void {
    if (endedAt === null) expect(status).not.toBe("unauthenticated");
    if (endedAt === null && !this.isFailing) expect(status).toBe("authenticated");
    if (endedAt !== null && performance.now() - endedAt > MAX_STALE)
      expect(status).not.toBe("authenticated");
  }
}

const STEPS: Record<Verb, (harness: Harness, step: RevocationStep) => Promise<void>> = {
  async request(harness: Harness, step: RevocationStep) {
    const holder = harness.holder(step);
    const outcome = await harness.sessions(step).resolve(holder.browser.request());
    harness.check(holder, outcome.status);
    receive(holder, outcome);
  },
  async refresh(harness: Harness, step: RevocationStep) {
    const holder = harness.holder(step);
    const outcome = await harness
      .sessions(step)
      .refresh(holder.browser.request({ method: "POST" }));
    harness.check(holder, outcome.status);
    receive(holder, outcome);
  },
  /** Presents each access token of an ended session, alone. */
  async replay(harness: Harness, step: RevocationStep) {
    const holder = harness.holder(step);
    if (holder.endedAt === null) return;
    for (const token of holder.tokens) {
      const request = createBrowser().request({ headers: bearer(token) });
      harness.check(holder, (await harness.sessions(step).resolve(request)).status);
    }
  },
  async revoke(harness: Harness, step: RevocationStep) {
    const { id } = harness.holder(step);
    await harness.end(
      () => harness.sessions(step).revoke(id),
      (holder) => holder.id === id,
    );
  },
  async revokeUser(harness: Harness, step: RevocationStep) {
    const { user } = harness.holder(step);
    await harness.end(
      () => harness.sessions(step).revokeUser(user),
      (holder) => holder.user === user,
    );
  },
  async revokeEveryone(harness: Harness, step: RevocationStep) {
    await harness.end(
      () => harness.sessions(step).revokeEveryone(),
      () => true,
    );
  },
  async invalidateClaims(harness: Harness, step: RevocationStep) {
    const { user } = harness.holder(step);
    await harness.sessions(step).invalidateClaims(user);
  },
  wait: (harness: Harness, { amount }: RevocationStep) => harness.pass(Math.round(amount * 1_500)),
  async minutes(harness: Harness, { amount }: RevocationStep) {
    await harness.pass(Math.round(amount * 20) * 60_000);
    await harness.replaceEnded();
  },
  skew: async (harness: Harness, step: RevocationStep) => harness.skew(step),
  failFeed: async (harness: Harness) => harness.fail("readRevocations"),
  failStore: async (harness: Harness) =>
    harness.fail("readRevocations", "find", "update", "delete"),
  recover: async (harness: Harness) => harness.recover(),
};

export const VERBS: readonly Verb[] = Object.keys(STEPS) as Verb[];

/** Throws if an invariant does not hold. */
export async function playRevocations(steps: readonly RevocationStep[]): Promise<void> {
  const harness = new Harness();
  for (let user = 0; user < USERS; user++) await harness.signIn(user);
  for (const step of steps) await STEPS[step.verb](harness, step);
}

function receive(
  { browser, tokens }: Holder,
  outcome: Awaited<ReturnType<Service["sessions"]["resolve"]>>,
): void {
  browser.obey(outcome);
  const token = browser.jar.get(ACCESS);
  if (token) tokens.add(token);
}
