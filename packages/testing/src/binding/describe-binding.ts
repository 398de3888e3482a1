import { Agent } from "undici";
import { afterAll, beforeAll, describe, it } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import type { BindingContractOptions, BindingSetup, CreateBindingApp } from "./binding-app.ts";
import {
  bindingContract,
  boundContract,
  hiddenTokenContract,
  parsedFirstContract,
} from "./binding-contract.ts";
import type { BindingSubject } from "./binding-subject.ts";
import { createSubject } from "./create-subject.ts";
import { describeInstances } from "./describe-instances.ts";

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
        bindingContract(strategy, options),
      );
      describeSetup(
        "behind a parser and a proxy",
        (agent) => start(behindProxy, agent),
        parsedFirstContract,
      );
      describeSetup(
        "with sessions that are bound to keys",
        (agent) => start({ ...setup, deviceBound: "offer" }, agent),
        boundContract,
      );
      describeInstances(setup, createApp, options, TIMEOUT_MS);
      if (strategy === "database") return;
      describeSetup(
        "with a session token that only the endpoints see",
        (agent) => start({ ...setup, refresh: "endpoint" }, agent),
        hiddenTokenContract,
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
  });
}
