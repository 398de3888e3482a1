import type { SessionAnswer } from "@sessionkit/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FakeClock, settled } from "../../testing/fake-clock.ts";
import { LOADING } from "../state/session-state.ts";
import { createKnowledge } from "./knowledge.ts";

type Step =
  | { readonly do: "ask" | "change" | "render" | "sign out" }
  /** Of those that are out; the answer was made when the request arrived, and says what was true then. */
  | { readonly do: "deliver" | "lose"; readonly which: number }
  | { readonly do: "bring render"; readonly which: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom("ask", "ask", "change", "render", "sign out") } as const),
  fc.record({ do: fc.constantFrom("deliver", "deliver", "lose"), which: fc.nat(5) } as const),
  fc.record({ do: fc.constant("bring render"), which: fc.nat(5) } as const),
);

/** A server whose session changes all the time, and a network that keeps and loses what it likes. */
class World {
  readonly clock = new FakeClock();
  /** Null when signed out. Never the same twice. */
  session: string | null = "s0";
  /** When each session began, to tell which is newer. */
  readonly since = new Map<string | null, number>([["s0", 0]]);
  readonly out: {
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
    const [question] = this.out.splice(which, 1);
    if (lost) question?.reject();
    else question?.resolve(Response.json(question.answer));
  }

  readonly fetch: typeof fetch = () =>
    new Promise((resolve, reject) => {
      const fail = () => reject(new TypeError("cut"));
      this.out.push({ answer: this.answer(), resolve, reject: fail });
    });
}

class Tab {
  readonly world = new World();
  readonly knowledge = createKnowledge<object, { id: string }>(
    this.world.fetch,
    "",
    LOADING,
    () => undefined,
  );
  /** When the newest session began that this tab was told of. */
  #newest = 0;

  get known(): string | null {
    return this.knowledge.get().session?.id ?? null;
  }

  async take(step: Step): Promise<void> {
    const { world, knowledge } = this;
    if (step.do === "ask") void knowledge.ask("GET", "/session");
    else if (step.do === "change") world.change(`s${world.time + 1}`);
    else if (step.do === "render") world.renders.push(world.answer());
    else if (step.do === "sign out") this.#signOut();
    else if (step.do === "bring render") knowledge.learn(world.renders[step.which]);
    else if ("which" in step) world.deliver(step.which, step.do === "lose");
    await settled();
  }

  /** Nobody signs out of what they do not see. */
  #signOut(): void {
    if (this.known === null || this.known !== this.world.session) return;
    this.knowledge.abandon();
    this.world.change(null);
    this.knowledge.end("absent");
    this.#newest = this.world.time;
  }

  expectNotToGoBack(): void {
    const seen = this.known === null ? this.#newest : (this.world.since.get(this.known) ?? -1);
    expect(seen, "the state went back in time").toBeGreaterThanOrEqual(this.#newest);
    this.#newest = seen;
  }
}

test("a question asked before a seed came and answered after it counts only if its answer is newer", async () => {
  const tab = new Tab();
  const all: Step[] = [
    { do: "ask" },
    { do: "change" },
    { do: "render" },
    { do: "bring render", which: 0 },
    { do: "deliver", which: 0 },
  ];
  for (const one of all) {
    await tab.take(one);
    tab.expectNotToGoBack();
  }
  expect(tab.known).toBe(tab.world.session);
});

const steps = fc.array(step, { maxLength: 20 });

test("whatever is answered late, lost or rendered long ago, the state never goes back to an older session", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const tab = new Tab();
      for (const one of all) {
        await tab.take(one);
        tab.expectNotToGoBack();
      }
    }),
    { numRuns: 300 },
  );
});

test("whatever has happened, the last question tells the truth", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const tab = new Tab();
      for (const one of [...all, { do: "ask" } as const]) await tab.take(one);
      tab.world.deliver(-1);
      await settled();
      expect(tab.known).toBe(tab.world.session);
      expect(tab.knowledge.get()).toMatchObject({ stale: false, error: null });
    }),
    { numRuns: 200 },
  );
});
