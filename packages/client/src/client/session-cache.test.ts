import type { SessionAnswer } from "@sessionkit/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FakeClock, settled } from "../../test/fake-clock.ts";
import { LOADING } from "../state/session-state.ts";
import { createSessionCache } from "./session-cache.ts";

type Step =
  | { readonly do: "request" | "change" | "render" | "sign out" }
  /** Which of the pending requests. Its answer has the state of the time when the request arrived. */
  | { readonly do: "deliver" | "lose"; readonly which: number }
  | { readonly do: "bring render"; readonly which: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom("request", "request", "change", "render", "sign out") } as const),
  fc.record({ do: fc.constantFrom("deliver", "deliver", "lose"), which: fc.nat(5) } as const),
  fc.record({ do: fc.constant("bring render"), which: fc.nat(5) } as const),
);

/** A server whose session changes at any time, and a network that delays and loses answers. */
class Harness {
  readonly clock = new FakeClock();
  /** Null when signed out. Ids are never reused. */
  session: string | null = "s0";
  /** When each session began, which orders them. */
  readonly since = new Map<string | null, number>([["s0", 0]]);
  readonly pending: {
    readonly answer: SessionAnswer;
    readonly resolve: (response: Response) => void;
    readonly reject: () => void;
  }[] = [];
  readonly renders: SessionAnswer[] = [];

  get time(): number {
    return this.clock.time;
  }

  change(session: string | null): void {
    this.clock.time++;
    this.session = session;
    this.since.set(session, this.time);
  }

  answer(): SessionAnswer {
    this.clock.time++;
    const { session, time: now } = this;
    return session === null
      ? {
          status: "unauthenticated",
          session: null,
          user: null,
          reason: "absent",
          now,
          expiresIn: null,
        }
      : ({
          status: "authenticated",
          session: { id: session },
          user: { id: "u" },
          reason: null,
          now,
          expiresIn: 900,
        } as never);
  }

  deliver(which: number, lost = false): void {
    const [request] = this.pending.splice(which, 1);
    if (lost) request?.reject();
    else request?.resolve(Response.json(request.answer));
  }

  readonly fetch: typeof fetch = () =>
    new Promise((resolve, reject) => {
      const fail = () => reject(new TypeError("cut"));
      this.pending.push({ answer: this.answer(), resolve, reject: fail });
    });
}

class Tab {
  readonly harness = new Harness();
  readonly cache = createSessionCache<object, { id: string }>(
    this.harness.fetch,
    "",
    LOADING,
    () => undefined,
  );
  /** When the newest session that this tab has received began. */
  #newest = 0;

  get sessionId(): string | null {
    return this.cache.get().session?.id ?? null;
  }

  async run(step: Step): Promise<void> {
    const { harness, cache } = this;
    if (step.do === "request") void cache.request("GET", "/session");
    else if (step.do === "change") harness.change(`s${harness.time + 1}`);
    else if (step.do === "render") harness.renders.push(harness.answer());
    else if (step.do === "sign out") this.#signOut();
    else if (step.do === "bring render") cache.accept(harness.renders[step.which]);
    else if ("which" in step) harness.deliver(step.which, step.do === "lose");
    await settled();
  }

  /** Only the displayed session can be signed out. */
  #signOut(): void {
    if (this.sessionId === null || this.sessionId !== this.harness.session) return;
    this.cache.cancelPending();
    this.harness.change(null);
    this.cache.end("absent");
    this.#newest = this.harness.time;
  }

  expectNoOlderSession(): void {
    const since =
      this.sessionId === null ? this.#newest : (this.harness.since.get(this.sessionId) ?? -1);
    expect(since, "the state has an older session").toBeGreaterThanOrEqual(this.#newest);
    this.#newest = since;
  }
}

test("a request sent before a seed and answered after it is accepted only if its answer is newer", async () => {
  const tab = new Tab();
  const all: Step[] = [
    { do: "request" },
    { do: "change" },
    { do: "render" },
    { do: "bring render", which: 0 },
    { do: "deliver", which: 0 },
  ];
  for (const one of all) {
    await tab.run(one);
    tab.expectNoOlderSession();
  }
  expect(tab.sessionId).toBe(tab.harness.session);
});

const steps = fc.array(step, { maxLength: 20 });

test("late, lost and rendered answers never restore an older session", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const tab = new Tab();
      for (const one of all) {
        await tab.run(one);
        tab.expectNoOlderSession();
      }
    }),
    { numRuns: 300 },
  );
});

test("the answer to the last request is always accepted", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const tab = new Tab();
      for (const one of [...all, { do: "request" } as const]) await tab.run(one);
      tab.harness.deliver(-1);
      await settled();
      expect(tab.sessionId).toBe(tab.harness.session);
      expect(tab.cache.get()).toMatchObject({ stale: false, error: null });
    }),
    { numRuns: 200 },
  );
});
