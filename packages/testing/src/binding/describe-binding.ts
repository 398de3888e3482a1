import { Agent } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import type { BindingApp, BindingSetup } from "./binding-app.ts";
import { bindingContract, parsedFirstContract } from "./binding-contract.ts";
import { type BindingSubject, newUser } from "./binding-subject.ts";
import { checkAnswer } from "./wire/check-answer.ts";
import { createForge } from "./wire/forge.ts";
import { sendRaw } from "./wire/send-raw.ts";
import { createVisitor } from "./wire/visitor.ts";

/** What a framework cannot do, whatever the binding. */
export interface BindingContractOptions {
  /** `late`: nothing of the application's runs after the headers left, so that `GET /late` cannot be written. */
  readonly cannot?: readonly "late"[];
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
      describeSetup("in front of a parser of bodies", createApp, setup, bindingContract(options));
      describeSetup("behind a parser and a proxy", createApp, behindProxy, parsedFirstContract);
    });
  }
}

function describeSetup(
  title: string,
  createApp: CreateBindingApp,
  setup: BindingSetup,
  cases: readonly ContractCase<BindingSubject>[],
): void {
  describe(title, () => {
    let subject: BindingSubject;
    const agent = new Agent();
    beforeAll(async () => {
      subject = createSubject(await createApp(setup), setup, agent);
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
export function createSubject(app: BindingApp, setup: BindingSetup, agent: Agent): BindingSubject {
  const issued = new Set<string>();
  const stranger = () => createVisitor(app.origin, agent, (answer) => checkAnswer(answer, issued));
  return {
    app,
    setup,
    issued,
    stranger,
    forge: createForge(setup.secret),
    raw: async (path, ask) => {
      const answer = await sendRaw(app.origin, path, ask);
      checkAnswer(answer, issued);
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
