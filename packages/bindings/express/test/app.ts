import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { BindingSetup } from "@sessionkit/testing";
import { signIn } from "@sessionkit/testing/app";
import { type BindingWorld, createBindingWorld } from "@sessionkit/testing/binding-world";
import express, { type Express } from "express";
import { type BindOptions, bindSessions, type SessionBinding } from "../src/index.ts";

/** An application of one test, which mounts its own routes. */
export interface App extends SessionBinding<BindingWorld["sessions"]> {
  readonly express: Express;
  readonly harness: BindingWorld;
  /** Starts to listen at the first request. */
  readonly send: (path: string, ask?: RequestInit) => Promise<Response>;
  readonly listen: () => Promise<{ readonly server: Server; readonly port: number }>;
  /** `Cookie` header of a user who has just signed in. */
  readonly cookieOf: (user: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

const SETUP: BindingSetup = {
  strategy: "jwt",
  // For tests only.
  secret: "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=",
  lifetime: {},
  trustProxy: 0,
  endpoints: "before-parser",
};

export function createApp(setup: Partial<BindingSetup> = {}, options?: BindOptions): App {
  const harness = createBindingWorld({ ...SETUP, ...setup });
  const app = express().set("env", "production").set("etag", false);
  const server = createServer(app);
  const listen = async () => {
    if (!server.listening) await once(server.listen(0, "127.0.0.1"), "listening");
    return { server, port: (server.address() as AddressInfo).port };
  };
  return {
    ...bindSessions(harness.sessions, options),
    express: app,
    harness,
    listen,
    send: async (path, ask) =>
      fetch(`http://127.0.0.1:${(await listen()).port}${path}`, { redirect: "manual", ...ask }),
    cookieOf: async (user) => (await signIn(harness.sessions, user)).cookie,
    close: async () => {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** After this time an access token has expired, and its session token is due for rotation. */
export const UNTIL_DUE: number = 16 * 60_000;

/** Names of the cookies that a response sets, in order. */
export function namesSet(response: Response): string[] {
  return response.headers.getSetCookie().map((line) => line.split("=", 1)[0] as string);
}
