import { vi } from "vitest";
import { createMemoryStore } from "../src/memory.ts";
import { type Browser, createBrowser } from "./browser.ts";
import { createService, type Service, type ServiceOptions } from "./service.ts";
import { ACCESS, inAnotherProcess } from "./signed-in.ts";

interface TwoProcesses {
  readonly near: Service;
  readonly far: Service;
  /** A third one, which starts now. */
  readonly process: () => Service;
  readonly store: Service["store"];
  readonly browser: Browser;
  readonly created: Awaited<ReturnType<Service["sessions"]["create"]>>;
}

/** Two processes over one store, and Ada signed in. `near` has read the feed. */
export async function twoProcesses(options: ServiceOptions = {}): Promise<TwoProcesses> {
  const store = options.store ?? createMemoryStore();
  const near = inAnotherProcess(() => createService({ ...options, store }));
  const { clock } = near;
  const process = (): Service =>
    inAnotherProcess(() => createService({ clock, ...options, store }));
  const far = process();
  const browser = createBrowser();
  const created = await near.sessions.create("ada", { request: browser.request() });
  browser.obey(created);
  await near.sessions.resolve(browser.request());
  return { near, far, process, store: near.store, browser, created };
}

/** By the cookies, or by the access token alone. */
export function resolve(
  service: Service,
  browser: Browser,
  bearer = false,
): ReturnType<Service["sessions"]["resolve"]> {
  const token = browser.jar.get(ACCESS) as string;
  const headers = { authorization: `Bearer ${token}` };
  return service.sessions.resolve(
    bearer ? createBrowser().request({ headers }) : browser.request(),
  );
}

/** The monotonic clock. `vi.useFakeTimers(MONOTONIC)` holds it. */
export function advance(ms: number): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(ms);
}

export const MONOTONIC: Parameters<typeof vi.useFakeTimers>[0] = {
  toFake: ["performance", "setTimeout", "clearTimeout", "setInterval", "clearInterval"],
};
