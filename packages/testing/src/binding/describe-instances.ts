import { createMemoryStore } from "@sessionkit/core/memory";
import { Agent } from "undici";
import { afterAll, beforeAll, describe, it } from "vitest";
import type { BindingContractOptions, BindingSetup, CreateBindingApp } from "./binding-app.ts";
import { type BindingInstances, instanceCases } from "./cases/instance-cases.ts";
import { createSubject } from "./create-subject.ts";
import { serveStore } from "./world/serve-store.ts";

/** Running instances. */
export interface RunningInstances extends BindingInstances {
  close(): Promise<void>;
}

/** Registers the cases of an application that runs in several instances. */
export function describeInstances(
  setup: BindingSetup,
  createApp: CreateBindingApp,
  options: BindingContractOptions,
  timeout: number,
): void {
  describe("in several instances over one store", () => {
    let instances: RunningInstances | undefined;
    beforeAll(async () => {
      instances = await startInstances(setup, createApp, options);
    }, timeout);
    afterAll(() => instances?.close(), timeout);
    for (const { title, run } of instanceCases)
      it(title, () => run(instances as RunningInstances), timeout);
  });
}

/** Two instances of one strategy, and a third one of the other. */
export async function startInstances(
  { rotateEvery: _, ...setup }: BindingSetup,
  createApp: CreateBindingApp,
  { cannot }: BindingContractOptions = {},
): Promise<RunningInstances> {
  const agent = new Agent();
  const served = await serveStore(createMemoryStore());
  const now = Date.now();
  const start = async (instance: string, strategy: BindingSetup["strategy"]) => {
    const own: BindingSetup = {
      ...setup,
      strategy,
      ...(strategy === "database" && { rotateEvery: "10m" }),
      shared: { store: served.url, instance, now },
    };
    return createSubject(await createApp(own), own, agent, cannot);
  };
  const { strategy } = setup;
  const name = (which: string): string => `${which} of ${served.url}`;
  const first = await start(name("first"), strategy);
  const second = await start(name("second"), strategy);
  const other = await start(name("other"), strategy === "jwt" ? "database" : "jwt");
  return {
    first,
    second,
    other,
    async close() {
      await agent.close();
      for (const { app } of [first, second, other]) await app.close();
      await served.close();
    },
  };
}
