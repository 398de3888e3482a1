import type { Outcome } from "../src/index.ts";
import { type Browser, createBrowser } from "./browser.ts";
import { createService, type Service, type ServiceOptions } from "./service.ts";

export interface SignedIn extends Service {
  readonly browser: Browser;
  readonly created: Awaited<ReturnType<Service["sessions"]["create"]>>;
}

/** A service with Ada signed in in one browser. */
export async function signedIn(options: ServiceOptions = {}): Promise<SignedIn> {
  const service = createService(options);
  const browser = createBrowser();
  const created = await service.sessions.create("ada", { request: browser.request() });
  browser.obey(created);
  return { ...service, browser, created };
}

/** Another browser with the same cookies: a second tab that is late, what was on disk, or a thief. */
export function copyOf(browser: Browser): Browser {
  const copy = createBrowser();
  for (const [name, value] of browser.jar) copy.jar.set(name, value);
  return copy;
}

export function authenticated<S>(
  outcome: Outcome<S>,
): Extract<Outcome<S>, { status: "authenticated" }> {
  if (outcome.status === "authenticated")
    return outcome as Extract<Outcome<S>, { status: "authenticated" }>;
  throw new Error(`not signed in: ${outcome.reason}`);
}

/**
 * Runs `create` as another process would: with none of what this one remembers of sessions. What is remembered is captured
 * when a service is made.
 */
export function inAnotherProcess<T>(create: () => T): T {
  const host = globalThis as { [key: symbol]: unknown };
  const keys = ["sessionkit.ended-sessions", "sessionkit.session-progress"].map((name) =>
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
