import type { BindingSetup } from "@sessionkit/testing";
import { signIn } from "@sessionkit/testing/app";
import { type BindingWorld, createBindingWorld } from "@sessionkit/testing/binding-world";
import fastify, { type FastifyInstance } from "fastify";
import { onTestFinished } from "vitest";
import { type BindOptions, bindSessions, type SessionBinding } from "../src/index.ts";

/** An application of one test, which registers its own routes. */
export interface App extends SessionBinding<BindingWorld["sessions"]> {
  readonly fastify: FastifyInstance;
  readonly harness: BindingWorld;
  /** Sends a request over HTTP; starts to listen before the first one. */
  readonly send: (path: string, init?: RequestInit) => Promise<Response>;
  readonly listen: () => Promise<string>;
  /** `Cookie` header of a user who has just signed in. */
  readonly cookieOf: (user: string) => Promise<string>;
}

export function createApp(
  { strategy = "jwt" }: Partial<Pick<BindingSetup, "strategy">> = {},
  options?: BindOptions,
): App {
  const harness = createBindingWorld({
    strategy,
    // For tests only.
    secret: "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=",
    lifetime: {},
    trustProxy: 0,
    endpoints: "before-parser",
  });
  const app = fastify({ forceCloseConnections: true });
  onTestFinished(() => app.close());
  let origin: Promise<string> | undefined;
  const listen = (): Promise<string> => {
    origin ??= app.listen({ port: 0, host: "127.0.0.1" });
    return origin;
  };
  return {
    ...bindSessions(harness.sessions, options),
    fastify: app,
    harness,
    listen,
    send: async (path, init) => fetch((await listen()) + path, { redirect: "manual", ...init }),
    cookieOf: async (user) => (await signIn(harness.sessions, user)).cookie,
  };
}

/** After this time an access token has expired, and its session token is due for rotation. */
export const UNTIL_DUE: number = 16 * 60_000;

/** Names of the cookies that a response sets, in order. */
export function namesSet(response: Response): string[] {
  return response.headers.getSetCookie().map((line) => line.split("=", 1)[0] as string);
}
