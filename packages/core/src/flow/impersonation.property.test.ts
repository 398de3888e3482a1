import fc from "fast-check";
import { expect, test } from "vitest";
import { type Browser, createBrowser } from "../../test/browser.ts";
import { createClock } from "../../test/clock.ts";
import { createService, type Service } from "../../test/service.ts";
import { inAnotherProcess, SESSION, STRATEGIES } from "../../test/signed-in.ts";
import type { Outcome, SessionRequest } from "../index.ts";
import { createMemoryStore } from "../memory.ts";

const RUNS = Number(process.env.SESSION_MODEL_RUNS ?? 40);
const VERBS = ["page", "strict", "refresh", "impersonate", "return", "renew"] as const;

/** One request of one of the tabs of a browser. All times in seconds; the grace period is 30. */
interface Step {
  readonly verb: (typeof VERBS)[number];
  readonly process: 0 | 1;
  /** Until it arrives, and until its answer does. */
  readonly legs: readonly [number, number];
  readonly isLost: boolean;
  /** Until the next one is sent. */
  readonly gap: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  verb: fc.constantFrom(...VERBS),
  process: fc.constantFrom(0, 1),
  legs: fc.tuple(fc.nat(7), fc.nat(7)),
  isLost: fc.boolean(),
  gap: fc.oneof(fc.nat(2), fc.nat(40), fc.constantFrom(60, 200, 600, 1_500, 2_000)),
});

interface Harness {
  readonly services: readonly [Service, Service];
  readonly browser: Browser;
  readonly ownId: string;
  readonly clock: ReturnType<typeof createClock>;
  /** What happens later, by the time at which it does. */
  queue: { readonly at: number; readonly run: () => Promise<void> | void }[];
  /** The impersonations that each process has ended. */
  readonly ended: readonly [Set<string>, Set<string>];
}

async function createHarness(strategy: "jwt" | "database"): Promise<Harness> {
  const clock = createClock();
  const store = createMemoryStore();
  const rotateEvery = strategy === "database" ? ("2m" as const) : undefined;
  const make = (): Service =>
    inAnotherProcess(() => createService({ strategy, store, clock, rotateEvery, timeout: "60s" }));
  const services = [make(), make()] as const;
  const browser = createBrowser();
  const created = await services[0].sessions.create("ada", { request: browser.request() });
  browser.obey(created);
  const ended = [new Set<string>(), new Set<string>()] as const;
  return { services, browser, ownId: created.session.id, clock, queue: [], ended };
}

function call({ services }: Harness, { verb, process }: Step, request: SessionRequest) {
  const { sessions } = services[process];
  if (verb === "impersonate") return sessions.impersonate(request, "bob", { reason: "A test" });
  if (verb === "return") return sessions.endImpersonation(request);
  if (verb === "refresh") return sessions.refresh(request);
  return sessions.resolve(request, { verify: verb === "strict" ? "store" : "token" });
}

function send(harness: Harness, step: Step): void {
  const { browser, clock, queue, services, ended, ownId } = harness;
  const request = browser.request({ method: "POST" });
  const named = browser.jar.get(SESSION)?.split("~")[0]?.split(".")[2];
  const { sessions } = services[step.process];
  const arrive = async (): Promise<void> => {
    let outcome: Outcome = await call(harness, step, request);
    if (step.verb === "renew" && outcome.session) {
      outcome = await sessions.renew(outcome.session as never, { request });
    }
    check(harness, step, outcome, named);
    if (step.verb === "return" && named && named !== ownId) ended[step.process].add(named);
    if (step.isLost) return;
    const answer = outcome;
    const isKept = sessions.isCurrent(answer as never);
    queue.push({
      at: clock() + step.legs[1] * 1000,
      run: () => (isKept ? browser.obey(answer) : undefined),
    });
  };
  queue.push({ at: clock() + step.legs[0] * 1000, run: arrive });
}

function check(
  { services, ended, ownId }: Harness,
  { verb, process }: Step,
  { session, status }: Outcome,
  named: string | undefined,
): void {
  expect(status).not.toBe("unavailable");
  if (!session) return;
  if (verb !== "impersonate" && verb !== "return") expect(session.id).toBe(named);
  if (session.id === ownId) {
    expect(session).toMatchObject({ userId: "ada", actor: null });
    return;
  }
  expect(session).toMatchObject({
    userId: "bob",
    actor: { userId: "ada", sessionId: ownId },
    authenticatedAt: 0,
  });
  expect(session.absoluteExpiresAt - session.createdAt).toBeLessThanOrEqual(1_800_000);
  expect(services[process].sessions.isFresh(session as never, "4w")).toBe(false);
  expect(ended[process].has(session.id), `${verb} after its end`).toBe(false);
}

async function pass(harness: Harness, seconds: number): Promise<void> {
  const until = harness.clock() + seconds * 1000;
  for (;;) {
    const [next] = harness.queue.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
    if (!next) break;
    harness.queue.splice(harness.queue.indexOf(next), 1);
    harness.clock.set(Math.max(harness.clock(), next.at));
    await next.run();
  }
  harness.clock.set(until);
}

/** Of two requests in a row, the second is signed in: by the actor's own session, or by an impersonation of it. */
async function isSignedIn({ services, browser, ownId }: Harness): Promise<void> {
  let outcome: Outcome | null = null;
  for (const { sessions } of services) {
    outcome = await sessions.resolve(browser.request({ method: "POST" }), { verify: "store" });
    browser.obey(outcome);
  }
  const { session = null } = outcome ?? {};
  expect(session?.actor?.sessionId ?? session?.id).toBe(ownId);
}

test.each(STRATEGIES)(
  "whatever is lost or late, an impersonation signs no actor out and outlives nothing (%s)",
  async (strategy) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 40, size: "max" }),
        async (steps) => {
          const harness = await createHarness(strategy);
          for (const one of steps) {
            send(harness, one);
            await pass(harness, one.gap);
          }
          await pass(harness, 60);
          await isSignedIn(harness);
          const types = harness.services.flatMap(({ events }) => events.map(({ type }) => type));
          expect(types).not.toContain("session.reused");
        },
      ),
      { numRuns: RUNS, ...(process.env.SESSION_MODEL_RUNS ? {} : { seed: 20_261_129 }) },
    );
  },
  0,
);
