import { expect, test, vi } from "vitest";
import { FakeBrowser } from "../../test/fake-browser.ts";
import { settled } from "../../test/fake-clock.ts";

function open(options = {}) {
  const browser = new FakeBrowser();
  browser.server.signIn("s1");
  const tab = browser.open({ initial: browser.server.answer(), ...options });
  return { ...tab, server: browser.server, clock: browser.clock, browser };
}

test("signOut resolves when the server has ended the session, and sets the reason `absent`", async () => {
  const { client, server } = open();
  expect(await client.signOut()).toEqual({ revoked: 1 });
  expect(client.getSnapshot()).toMatchObject({
    status: "unauthenticated",
    user: null,
    reason: "absent",
  });
  expect(server.log).toEqual(["POST /logout?scope=current"]);
});

test("signOut with the scope `others` keeps this session", async () => {
  const { client, server } = open();
  const before = client.getSnapshot();
  await client.signOut({ scope: "others" });
  expect(client.getSnapshot()).toBe(before);
  expect(server.log).toEqual(["POST /logout?scope=others"]);
});

test("signOut with the scope `all` ends this session as well", async () => {
  const { client, server } = open();
  await client.signOut({ scope: "all" });
  expect(client.getSnapshot().status).toBe("unauthenticated");
  expect(server.log).toEqual(["POST /logout?scope=all"]);
});

test.each(["down", "cut"] as const)(
  "signOut rejects and keeps the user signed in while the server is %s",
  async (network) => {
    const { client, server, clock } = open();
    server.network = network;
    await expect(client.signOut()).rejects.toMatchObject({ name: "SessionRequestError" });
    expect(client.getSnapshot().status).toBe("authenticated");
    server.network = "up";
    await clock.advance(721_000);
    expect(server.log.at(-1)).toBe("POST /refresh");
  },
);

test.each([
  ["a proxy's 401", () => Response.json({ error: "proxy" }, { status: 401 })],
  ["a refusal of this page", () => Response.json({ code: "cross_site" }, { status: 403 })],
])("%s does not confirm a sign-out", async (_, answer) => {
  const { client } = open({ fetch: async () => answer() });
  await expect(client.signOut()).rejects.toMatchObject({ name: "SessionRequestError" });
  expect(client.getSnapshot().status).toBe("authenticated");
});

test("check and refresh work for the next session after a sign-out", async () => {
  const { client, server, clock } = open();
  await client.signOut();
  server.signIn("s2");
  await clock.advance(1_000);
  expect(await client.check()).toMatchObject({
    status: "authenticated",
    session: { id: "s2" },
    stale: false,
  });
  expect(await client.refresh()).toMatchObject({ stale: false });
});

test("signOut aborts a pending refresh, so that its answer cannot set a cookie", async () => {
  const { client, server } = open();
  const sent = vi.spyOn(server, "fetch");
  server.hold();
  const refreshed = client.refresh();
  await settled();
  const done = client.signOut();
  expect(sent.mock.calls[0]?.[1]?.signal?.aborted).toBe(true);
  server.release();
  await Promise.all([done, refreshed]);
  expect(client.getSnapshot().status).toBe("unauthenticated");
});

test.each(["refresh", "check"] as const)(
  "a %s that is answered after the sign-out does not restore the session",
  async (verb) => {
    const { client, server } = open({ environment: { locks: () => undefined } });
    server.hold();
    const late = client[verb]();
    await settled();
    const done = client.signOut();
    await settled();
    server.release(1, 0);
    await done;
    expect(await late).toMatchObject({ status: "unauthenticated", reason: "absent" });
  },
);

test("a refresh during the sign-out becomes a check after it", async () => {
  const { client, server } = open({ environment: { locks: () => undefined } });
  server.hold();
  const done = client.signOut();
  const refreshed = client.refresh();
  await settled();
  expect(server.log).toEqual(["POST /logout?scope=current"]);
  server.release();
  await Promise.all([done, refreshed]);
  expect(server.log).toEqual(["POST /logout?scope=current", "GET /session"]);
});

test("signOut waits for another tab's refresh, at most 5 seconds", async () => {
  const { client, server, clock, browser } = open();
  const other = browser.open({ initial: server.answer() });
  await settled();
  server.hold();
  void other.client.refresh();
  await settled();
  const done = client.signOut();
  await clock.advance(4_900);
  expect(server.log).toEqual(["POST /refresh"]);
  await clock.advance(200);
  expect(server.log).toEqual(["POST /refresh", "POST /logout?scope=current"]);
  server.release();
  await done;
});

test("a page rendered before the sign-out does not restore the session", async () => {
  const { client, server, clock } = open();
  await clock.advance(1_000);
  const rendered = server.answer();
  await clock.advance(1_000);
  await client.signOut();
  client.seed(rendered);
  expect(client.getSnapshot().status).toBe("unauthenticated");
  server.signIn("s2");
  await clock.advance(1_000);
  client.seed(server.answer());
  expect(client.getSnapshot()).toMatchObject({ status: "authenticated", session: { id: "s2" } });
});

test("onSessionChange is called once for a sign-in or sign-out, with the previous state, and not for a refresh", async () => {
  const onSessionChange = vi.fn();
  const { client, server, clock } = open({ onSessionChange });
  server.claims = { role: "admin" };
  await client.refresh();
  expect(client.getSnapshot().session?.claims).toEqual({ role: "admin" });
  expect(onSessionChange).not.toHaveBeenCalled();
  await client.signOut();
  server.signIn("s2");
  await clock.advance(10);
  await client.check();
  expect(
    onSessionChange.mock.calls.map(([before, after]) => [before.status, after.status]),
  ).toEqual([
    ["authenticated", "unauthenticated"],
    ["unauthenticated", "authenticated"],
  ]);
});

test("requests that wait for a sign-out are sent if it fails", async () => {
  const { client, server, page } = open();
  server.network = "down";
  server.hold();
  const done = client.signOut();
  await settled();
  page({ type: "online" });
  const checked = client.check();
  server.network = "up";
  server.release();
  await expect(done).rejects.toMatchObject({ name: "SessionRequestError" });
  expect(await checked).toMatchObject({ status: "authenticated", stale: false });
  expect(await client.check()).toMatchObject({ status: "authenticated", stale: false });
});
