import { describe, expect, test } from "vitest";
import { type CoreOptions, CoreServer } from "../../testing/core-server.ts";
import { FakeBrowser } from "../../testing/fake-browser.ts";
import { settled } from "../../testing/fake-clock.ts";

const HOUR = 3_600_000;

const modes: readonly (readonly [string, CoreOptions])[] = [
  ["jwt", { strategy: "jwt" }],
  ["jwt, refreshed at the endpoint only", { strategy: "jwt", refresh: "endpoint" }],
  ["jwt without a store", { strategy: "jwt", stateless: true }],
  ["database", { strategy: "database" }],
];

describe.each(modes)("with core's own endpoints, %s", (_, options) => {
  async function open() {
    const browser = new FakeBrowser();
    const server = new CoreServer(options);
    const initial = await server.signIn();
    const openTab = () => browser.open({ fetch: server.fetch, initial });
    const [one, two] = [openTab(), openTab()];
    await settled();
    return { ...browser, clock: browser.clock, server, one, two };
  }

  test("two tabs that are looked at all day stay signed in, with one refresh for both", async () => {
    const { clock, server, one, two } = await open();
    await clock.advance(8 * HOUR);
    for (const { client } of [one, two]) {
      expect(client.getSnapshot()).toMatchObject({ status: "authenticated", stale: false });
    }
    const most = options.strategy === "database" ? 0 : 44;
    expect(server.count("POST /api/auth/refresh")).toBeLessThanOrEqual(most);
    expect((await one.client.sessionFetch("/me")).status).toBe(200);
  });

  test("a tab that was hidden overnight is signed in when it is shown", async () => {
    const { clock, server, one, two } = await open();
    for (const tab of [one, two]) tab.hide();
    await clock.advance(12 * HOUR);
    expect(server.log).toEqual([]);
    one.show();
    await settled();
    expect(await (await one.client.sessionFetch("/me")).text()).toBe("u1");
    expect(one.client.getSnapshot()).toMatchObject({ status: "authenticated", stale: false });
  });

  test("a page that comes back after an hour has a good credential within a minute", async () => {
    const { clock, server, one } = await open();
    one.hide();
    await clock.advance(HOUR);
    one.show();
    one.page({ type: "pageshow", persisted: true });
    await clock.advance(60_000);
    expect((await server.fetch("/me")).status).toBe(200);
  });

  test("a check after the access token has run out does not put the renewal off", async () => {
    const { clock, server, one, two } = await open();
    for (const tab of [one, two]) tab.hide();
    await clock.advance(HOUR);
    await one.client.check();
    one.show();
    await clock.advance(60_000);
    expect((await server.fetch("/me")).status).toBe(200);
  });

  test("a user who is gone is signed out in both tabs, with the reason", async () => {
    const { server, one, two } = await open();
    server.users.delete("u1");
    await one.client.refresh();
    await settled();
    expect(one.client.getSnapshot()).toMatchObject({
      status: "unauthenticated",
      reason: "user_gone",
    });
    expect(two.client.getSnapshot().status).toBe("unauthenticated");
  });

  test("signing out leaves nothing behind that a request could use", async () => {
    const { server, one, two } = await open();
    await one.client.signOut();
    await settled();
    expect(two.client.getSnapshot()).toMatchObject({ status: "unauthenticated", reason: "absent" });
    expect((await two.client.sessionFetch("/me")).status).toBe(401);
    await server.signIn();
    expect(await one.client.check()).toMatchObject({ status: "authenticated" });
  });
});
