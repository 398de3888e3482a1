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
class World {
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

const STEPS: Record<Verb, (world: World, step: RevocationStep) => Promise<void>> = {
  async request(world: World, step: RevocationStep) {
    const holder = world.holder(step);
    const outcome = await world.sessions(step).resolve(holder.browser.request());
    world.check(holder, outcome.status);
    receive(holder, outcome);
  },
  async refresh(world: World, step: RevocationStep) {
    const holder = world.holder(step);
    const outcome = await world.sessions(step).refresh(holder.browser.request({ method: "POST" }));
    world.check(holder, outcome.status);
    receive(holder, outcome);
  },
  /** Presents each access token of an ended session, alone. */
  async replay(world: World, step: RevocationStep) {
    const holder = world.holder(step);
    if (holder.endedAt === null) return;
    for (const token of holder.tokens) {
      const request = createBrowser().request({ headers: bearer(token) });
      world.check(holder, (await world.sessions(step).resolve(request)).status);
    }
  },
  async revoke(world: World, step: RevocationStep) {
    const { id } = world.holder(step);
    await world.end(
      () => world.sessions(step).revoke(id),
      (holder) => holder.id === id,
    );
  },
  async revokeUser(world: World, step: RevocationStep) {
    const { user } = world.holder(step);
    await world.end(
      () => world.sessions(step).revokeUser(user),
      (holder) => holder.user === user,
    );
  },
  async revokeEveryone(world: World, step: RevocationStep) {
    await world.end(
      () => world.sessions(step).revokeEveryone(),
      () => true,
    );
  },
  async invalidateClaims(world: World, step: RevocationStep) {
    const { user } = world.holder(step);
    await world.sessions(step).invalidateClaims(user);
  },
  wait: (world: World, { amount }: RevocationStep) => world.pass(Math.round(amount * 1_500)),
  async minutes(world: World, { amount }: RevocationStep) {
    await world.pass(Math.round(amount * 20) * 60_000);
    await world.replaceEnded();
  },
  skew: async (world: World, step: RevocationStep) => world.skew(step),
  failFeed: async (world: World) => world.fail("readRevocations"),
  failStore: async (world: World) => world.fail("readRevocations", "find", "update", "delete"),
  recover: async (world: World) => world.recover(),
};

export const VERBS: readonly Verb[] = Object.keys(STEPS) as Verb[];

/** Throws if an invariant does not hold. */
export async function playRevocations(steps: readonly RevocationStep[]): Promise<void> {
  const world = new World();
  for (let user = 0; user < USERS; user++) await world.signIn(user);
  for (const step of steps) await STEPS[step.verb](world, step);
}

function receive(
  { browser, tokens }: Holder,
  outcome: Awaited<ReturnType<Service["sessions"]["resolve"]>>,
): void {
  browser.obey(outcome);
  const token = browser.jar.get(ACCESS);
  if (token) tokens.add(token);
}
