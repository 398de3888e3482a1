import {
  type Certificate,
  type HttpsProxy,
  type ProxiedRequest,
  startHttpsProxy,
} from "@sessionkit/test-servers/https";
import type { BindingOrders, BindingSetup, CreateBindingApp } from "@sessionkit/testing";
import { onTestFinished } from "vitest";
import { rawSender, type SendRaw } from "./send-raw.ts";

export type BoundStrategy = BindingSetup["strategy"];

/** An application with device-bound sessions, behind an https proxy on a host of its own. */
export interface BoundApp {
  readonly strategy: BoundStrategy;
  /** The offer of a sign-in is on the next response. */
  readonly offersLater: boolean;
  /** `https://name.localhost:1234` */
  readonly origin: string;
  readonly proxy: HttpsProxy;
  /** Sends a request to the application without a browser, and past the proxy. */
  readonly sendRaw: SendRaw;
  /** The cookie whose absence makes the browser refresh. */
  readonly boundCookie: string;
  /** The requests since `mark` was called last. */
  requests(): readonly ProxiedRequest[];
  /** Those for a path. */
  requestsOf(path: string): readonly ProxiedRequest[];
  /** The refreshes since `mark` was called last. */
  refreshes(): readonly ProxiedRequest[];
  mark(): Promise<void>;
  /** Takes the store down until the test ends, or until the returned function is called. */
  takeStoreDown(): Promise<() => Promise<void>>;
  /** The types of all events since `mark` was called last. */
  events(): Promise<string[]>;
  /** Lets access tokens expire: the clock of the server advances. */
  expireAccess(): Promise<void>;
  close(): Promise<void>;
}

export const REGISTER = "/api/auth/bound/register";
export const REFRESH = "/api/auth/bound/refresh";

/** Longer than an access token lives. */
const UNTIL_EXPIRED = 16 * 60_000;

const SETUP: BindingSetup = {
  strategy: "jwt",
  // For tests only.
  secret: "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=",
  lifetime: {},
  trustProxy: 0,
  endpoints: "before-parser",
  deviceBound: "offer",
};

export async function startBoundApp(
  createApp: CreateBindingApp,
  strategy: BoundStrategy,
  certificate: Certificate,
  { offersLater = false }: { readonly offersLater?: boolean } = {},
): Promise<BoundApp> {
  const proxy = await startHttpsProxy(certificate);
  const host = `${strategy}.localhost`;
  const origin = proxy.origin(host);
  const app = await createApp({ ...SETUP, strategy, origin });
  const port = Number(new URL(app.origin).port);
  proxy.forwardTo(port);
  let marked = 0;
  let events: string[] = [];
  const control = async (orders: BindingOrders = {}): Promise<void> => {
    const report = await app.control(orders);
    events.push(...report.events.map(({ type }) => type));
  };
  const requests = (): readonly ProxiedRequest[] =>
    proxy.requests.slice(marked).filter((one) => one.host === host);
  const requestsOf = (path: string): readonly ProxiedRequest[] =>
    requests().filter((one) => one.path === path);
  return {
    strategy,
    offersLater,
    origin,
    proxy,
    sendRaw: rawSender(port, new URL(origin).host),
    boundCookie: strategy === "jwt" ? "__Host-access" : "__Host-bound",
    requests,
    requestsOf,
    refreshes: () => requestsOf(REFRESH),
    async mark() {
      await control();
      events = [];
      marked = proxy.requests.length;
    },
    async takeStoreDown() {
      const restore = (): Promise<void> => control({ store: "up" });
      onTestFinished(restore);
      await control({ store: "down" });
      return restore;
    },
    async events() {
      await control();
      return events;
    },
    expireAccess: () => control({ advance: UNTIL_EXPIRED }),
    async close() {
      await proxy.close();
      await app.close();
    },
  };
}
