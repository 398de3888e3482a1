import { describeSocket } from "@sessionkit/test-servers/runtimes";
import type { BindingApp, BindingSetup } from "@sessionkit/testing";
import { afterAll, beforeAll } from "vitest";

const SETUP: BindingSetup = {
  strategy: "jwt",
  // For tests only.
  secret: "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=",
  lifetime: { access: "15m", idle: "7d", absolute: "30d" },
  trustProxy: 0,
  endpoints: "before-parser",
};

/** Behaviour beyond the contract in which runtimes have differed. */
export function describeRuntime(
  runtime: string,
  start: (setup: BindingSetup) => Promise<BindingApp>,
): void {
  let app: BindingApp;
  beforeAll(async () => {
    app = await start(SETUP);
  });
  afterAll(() => app.close());

  describeSocket(runtime, () => app);
}
