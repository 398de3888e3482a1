import { afterAll, beforeAll } from "vitest";
import { describeSocket, type SocketApp } from "./describe-socket.ts";

const SETUP = {
  strategy: "jwt",
  // For tests only.
  secret: "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=",
  lifetime: { access: "15m", idle: "7d", absolute: "30d" },
  trustProxy: 0,
  endpoints: "before-parser",
} as const;

interface RuntimeApp extends SocketApp {
  close(): Promise<void>;
}

/**
 * Behaviour beyond the binding contract in which runtimes have differed.
 *
 * @param start starts an application of the contract
 * @param more further tests of the same application
 */
export function describeRuntime<App extends RuntimeApp>(
  runtime: string,
  start: (setup: typeof SETUP) => Promise<App>,
  more?: (app: () => App) => void,
): void {
  let app: App;
  beforeAll(async () => {
    app = await start(SETUP);
  });
  afterAll(() => app.close());

  more?.(() => app);
  describeSocket(runtime, () => app);
}
