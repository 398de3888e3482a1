import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createService, type Service } from "../../test/service.ts";
import { withoutFeed } from "../../test/store-faults.ts";
import { advance, MONOTONIC, resolve, twoProcesses } from "../../test/two-processes.ts";
import { createMemoryStore } from "../memory.ts";

beforeEach(() => {
  vi.useFakeTimers(MONOTONIC);
});
afterEach(() => {
  vi.useRealTimers();
});

function promote({ users }: Service): void {
  users.set("ada", { id: "ada", name: "ADA", role: "owner" });
}

test("makes claims current in all processes within a second, and ends no session", async () => {
  const { near, far, browser } = await twoProcesses();
  for (const service of [near, far]) promote(service);
  await far.sessions.invalidateClaims("ada");
  await advance(1_000);
  for (const bearer of [true, false]) {
    const outcome = await resolve(near, browser, bearer);
    expect(outcome.session?.claims).toEqual({ role: "owner" });
    if (!bearer) browser.obey(outcome);
  }
  near.clock.advance("11s");
  const later = await near.sessions.refresh(browser.request({ method: "POST" }));
  browser.obey(later);
  expect(await resolve(near, browser)).toMatchObject({ verified: "token" });
});

test("needs a feed where access tokens are used, and says so", async () => {
  const bare = withoutFeed(createMemoryStore());
  await expect(
    createService({ store: bare }).sessions.invalidateClaims("ada"),
  ).rejects.toMatchObject({ code: "session_config", option: "store" });
  await createService({ store: bare, strategy: "database" }).sessions.invalidateClaims("ada");
});
