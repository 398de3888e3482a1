import { Agent } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import type { BindingApp, BindingSetup } from "./binding-app.ts";
import { bindingContract, parsedFirstContract } from "./binding-contract.ts";
import { type BindingSubject, newUser } from "./binding-subject.ts";
import type { Answer } from "./wire/answer.ts";
import { checkAnswer } from "./wire/check-answer.ts";
import { createForge } from "./wire/forge.ts";
import { sendRaw } from "./wire/send-raw.ts";
import { createVisitor } from "./wire/visitor.ts";

/**
 * What a framework cannot do, whatever the binding.
 *
 * - `late`: nothing of the application's runs after the headers left, so that `GET /late` cannot be written.
 * - `replace`: what its middleware has set stays on the response, and a later cookie of the same name comes after it.
 * - `share`: its middleware and its handlers have nothing in common, and both ask the store.
 * - `vary`: it writes `Vary` itself on the pages that it renders, where `Cache-Control` has to do.
 */
export type BindingLimit = "late" | "replace" | "share" | "vary";

export interface BindingContractOptions {
  readonly cannot?: readonly BindingLimit[];
}

/** Makes an application as `BindingApp` describes it, in this process or in another one. */
export type CreateBindingApp = (setup: BindingSetup) => BindingApp | Promise<BindingApp>;

/** Starting a production build of a framework takes its time on a busy machine. */
const TIMEOUT_MS = 60_000;

/** For tests only. */
const SECRET = "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=";

/**
 * Registers a vitest test for every promise of a binding, and for every attack it has to stand, over real HTTP, in both
 * strategies. The application is made once for each set-up; the cases sign in users of their own.
 */
export function describeBinding(
  name: string,
  createApp: CreateBindingApp,
  options: BindingContractOptions = {},
): void {
  for (const strategy of ["jwt", "database"] as const) {
    const setup: BindingSetup = {
      strategy,
      secret: SECRET,
      lifetime: { access: "15m", idle: "7d", absolute: "30d" },
      ...(strategy === "database" && { rotateEvery: "10m" }),
      trustProxy: 0,
      endpoints: "before-parser",
    };
    const behindProxy: BindingSetup = { ...setup, trustProxy: 1, endpoints: "after-parser" };
    describe(`${name} as a binding, strategy ${strategy}`, () => {
      const start = (setup: BindingSetup, agent: Agent) =>
        Promise.resolve(createApp(setup)).then((app) =>
          createSubject(app, setup, agent, options.cannot),
        );
      describeSetup(
        "in front of a parser of bodies",
        (agent) => start(setup, agent),
        bindingContract(options),
      );
      describeSetup(
        "behind a parser and a proxy",
        (agent) => start(behindProxy, agent),
        parsedFirstContract,
      );
    });
  }
}

function describeSetup(
  title: string,
  start: (agent: Agent) => Promise<BindingSubject>,
  cases: readonly ContractCase<BindingSubject>[],
): void {
  describe(title, () => {
    let subject: BindingSubject;
    const agent = new Agent();
    beforeAll(async () => {
      subject = await start(agent);
    }, TIMEOUT_MS);
    afterAll(async () => {
      await agent.close();
      await subject?.app.close();
    }, TIMEOUT_MS);
    for (const { title, run } of cases) it(title, () => run(subject), TIMEOUT_MS);
    it("has written down none of the credentials that it gave out", () => {
      const output = subject.app.output();
      expect(subject.issued.size).toBeGreaterThan(0);
      for (const credential of [...subject.issued, SECRET])
        expect(output).not.toContain(credential);
      expect(output).not.toMatch(/unhandledRejection|uncaughtException/i);
    });
  });
}

/** @param agent undici's own, closed by whoever made it */
export function createSubject(
  app: BindingApp,
  setup: BindingSetup,
  agent: Agent,
  cannot: readonly BindingLimit[] = [],
): BindingSubject {
  const issued = new Set<string>();
  const check = (answer: Answer) => checkAnswer(answer, issued, cannot);
  const stranger = () => createVisitor(app.origin, agent, check);
  return {
    app,
    setup,
    cannot,
    issued,
    stranger,
    forge: createForge(setup.secret),
    raw: async (path, ask) => {
      const answer = await sendRaw(app.origin, path, ask);
      check(answer);
      return answer;
    },
    signedIn: async (user = newUser()) => {
      const visitor = stranger();
      const answer = await visitor.post("/sign-in", { user });
      expect([answer.status, answer.json().user]).toEqual([200, user]);
      return visitor;
    },
  };
}
