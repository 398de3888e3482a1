import { describe, expect, test } from "vitest";
import { type CoreOptions, CoreServer } from "../../test/core-server.ts";
import { FakeBrowser } from "../../test/fake-browser.ts";
import { settled } from "../../test/fake-clock.ts";

const HOUR = 3_600_000;

const modes: readonly (readonly [string, CoreOptions])[] = [
  ["jwt", { strategy: "jwt" }],
  ["jwt with refresh at the endpoint only", { strategy: "jwt", refresh: "endpoint" }],
  ["jwt without a store", { strategy: "jwt", stateless: true }],
  ["database", { strategy: "database" }],
];

describe.each(modes)("with core's endpoints, %s", (_, options) => {
  async function open() {
    const browser = new FakeBrowser();
    const server = new CoreServer(options);
    const initial = await server.signIn();
    const openTab = () => browser.open({ fetch: server.fetch, initial });
    const [one, two] = [openTab(), openTab()];
    await settled();
    return { ...browser, clock: browser.clock, server, one, two };
  }

  test("keeps two visible tabs signed in for a day, with one refresh for both", async () => {
    const { clock, server, one, two } = await open();
    await clock.advance(8 * HOUR);
    for (const { client } of [one, two]) {
      expect(client.getSnapshot()).toMatchObject({ status: "authenticated", stale: false });
    }
    const most = options.strategy === "database" ? 0 : 44;
    expect(server.count("POST /api/auth/refresh")).toBeLessThanOrEqual(most);
    expect((await one.client.sessionFetch("/me")).status).toBe(200);
  });

  test("keeps a tab that was hidden overnight signed in", async () => {
    const { clock, server, one, two } = await open();
    for (const tab of [one, two]) tab.hide();
    await clock.advance(12 * HOUR);
    expect(server.log).toEqual([]);
    one.show();
    await settled();
    expect(await (await one.client.sessionFetch("/me")).text()).toBe("u1");
    expect(one.client.getSnapshot()).toMatchObject({ status: "authenticated", stale: false });
  });

  test("refreshes a page that is restored after an hour within a minute", async () => {
    const { clock, server, one } = await open();
    one.hide();
    await clock.advance(HOUR);
    one.show();
    one.page({ type: "pageshow", persisted: true });
    await clock.advance(60_000);
    expect((await server.fetch("/me")).status).toBe(200);
  });

  test("does not postpone the refresh after a check with an expired access token", async () => {
    const { clock, server, one, two } = await open();
    for (const tab of [one, two]) tab.hide();
    await clock.advance(HOUR);
    await one.client.check();
    one.show();
    await clock.advance(60_000);
    expect((await server.fetch("/me")).status).toBe(200);
  });

  test("signs a deleted user out in both tabs, with the reason", async () => {
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

  test("leaves no usable credential after a sign-out", async () => {
    const { server, one, two } = await open();
    await one.client.signOut();
    await settled();
    expect(two.client.getSnapshot()).toMatchObject({ status: "unauthenticated", reason: "absent" });
    expect((await two.client.sessionFetch("/me")).status).toBe(401);
    await server.signIn();
    expect(await one.client.check()).toMatchObject({ status: "authenticated" });
  });
});
