import type { JsonObject } from "../src/base/json.ts";
import type {
  Authenticated,
  CreateOptions,
  Outcome,
  ResolveOptions,
  SessionRecord,
  Sessions,
} from "../src/index.ts";
import type { MemoryStore } from "../src/memory.ts";
import { type Browser, createBrowser } from "./browser.ts";
import {
  type Claims,
  createService,
  createStatelessService,
  type Harness,
  type PublicUser,
  type Service,
  type ServiceOptions,
  type TestUser,
} from "./service.ts";

export const STRATEGIES = ["jwt", "database"] as const;
export const MODES = ["jwt", "database", "stateless"] as const;
export type Mode = (typeof MODES)[number];

type AnyMode = Sessions<TestUser, Claims, JsonObject, PublicUser>;

export const SESSION = "__Host-session";
export const ACCESS = "__Host-access";

type AnyOutcome = Awaited<ReturnType<AnyMode["resolve"]>>;

/** What a browser does with its session; each answer is applied to its cookies. */
interface Client {
  refresh(from?: Browser): Promise<AnyOutcome>;
  resolve(from?: Browser, options?: ResolveOptions): Promise<AnyOutcome>;
}

interface WithBrowser extends Client {
  readonly browser: Browser;
  readonly created: Awaited<ReturnType<AnyMode["create"]>>;
}

interface SignedInTo extends Harness, WithBrowser {
  readonly sessions: AnyMode;
  readonly store: MemoryStore | null;
  /** The record as it is now; null without a store. */
  record(): Promise<SessionRecord | null>;
}

/** A service with Ada signed in in one browser. */
export async function signedIn(
  options: ServiceOptions = {},
  create: CreateOptions = {},
): Promise<Service & WithBrowser> {
  const service = createService(options);
  const browser = createBrowser();
  const created = await service.sessions.create("ada", { ...create, request: browser.request() });
  browser.obey(created);
  return { ...service, browser, created, ...clientOf(service.sessions, browser) };
}

/** The same for any mode, with the verbs that all have. */
export async function signedInTo(
  mode: Mode,
  { strategy: _, store: __, ...options }: ServiceOptions = {},
  create: CreateOptions = {},
): Promise<SignedInTo> {
  const service =
    mode === "stateless"
      ? { ...createStatelessService(options), store: null }
      : createService({ ...options, strategy: mode });
  const sessions = service.sessions as AnyMode;
  const browser = createBrowser();
  const created = await sessions.create("ada", { ...create, request: browser.request() });
  browser.obey(created);
  const record = async () => (await service.store?.find(created.session.id)) ?? null;
  return { ...service, sessions, browser, created, record, ...clientOf(sessions, browser) };
}

function clientOf(sessions: AnyMode, browser: Browser): Client {
  const apply = async (from: Browser, answer: Promise<AnyOutcome>): Promise<AnyOutcome> => {
    const outcome = await answer;
    from.obey(outcome);
    return outcome;
  };
  return {
    refresh: (from = browser) => apply(from, sessions.refresh(from.request({ method: "POST" }))),
    resolve: (from = browser, options: ResolveOptions = {}) =>
      apply(from, sessions.resolve(from.request(), options)),
  };
}

/** Another browser with the same cookies: a second tab that is late, what was on disk, or a thief. */
export function copyOf(browser: Browser): Browser {
  const copy = createBrowser();
  for (const [name, value] of browser.jar) copy.jar.set(name, value);
  return copy;
}

export function authenticated<S>(outcome: Outcome<S>): Authenticated<S> {
  if (outcome.status === "authenticated") return outcome;
  throw new Error(`not signed in: ${outcome.reason}`);
}

/**
 * Runs `create` as another process would: with none of what this one remembers of sessions. What is remembered is captured
 * when a service is made.
 */
export function inAnotherProcess<T>(create: () => T): T {
  const host = globalThis as { [key: symbol]: unknown };
  const keys = ["sessionkit.denylist", "sessionkit.session-progress"].map((name) =>
    Symbol.for(name),
  );
  const own = keys.map((key) => host[key]);
  for (const key of keys) delete host[key];
  try {
    return create();
  } finally {
    keys.forEach((key, index) => {
      host[key] = own[index];
    });
  }
}
