import { expect, test } from "vitest";
import { CoreServer } from "../../testing/core-server.ts";
import { FakeBrowser } from "../../testing/fake-browser.ts";
import { settled } from "../../testing/fake-clock.ts";
import { endSession, listSessions } from "../index.ts";

const MAC =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

async function open(strategy: "jwt" | "database" = "jwt", stateless = false) {
  const browser = new FakeBrowser();
  const server = new CoreServer({ strategy, stateless });
  const initial = await server.signIn();
  const { client } = browser.open({ fetch: server.fetch, initial });
  await settled();
  return { client, server, clock: browser.clock };
}

test("the user's sessions are listed, the own one first", async () => {
  const { client, server } = await open();
  await server.signInElsewhere(MAC);
  const { sessions, now } = await listSessions(client);
  expect(sessions.map(({ current, device }) => [current, device.label])).toEqual([
    [true, "Unknown device"],
    [false, "Chrome on macOS"],
  ]);
  expect(now).toBe(client.now());
});

test("another session is ended, once", async () => {
  const { client, server } = await open();
  await server.signInElsewhere();
  const id = (await listSessions(client)).sessions[1]?.id as string;
  expect(await endSession(client, id)).toBe(true);
  expect(await endSession(client, id)).toBe(false);
  expect((await listSessions(client)).sessions).toHaveLength(1);
  expect(client.getSnapshot().status).toBe("authenticated");
});

test("ending the own session is a sign-out", async () => {
  const { client, server } = await open();
  const id = client.getSnapshot().session?.id as string;
  expect(await endSession(client, id)).toBe(true);
  expect(client.getSnapshot()).toMatchObject({ status: "unauthenticated", reason: "absent" });
  expect(server.log).toEqual(["POST /api/auth/logout?scope=current"]);
});

test("a credential that has run out is renewed on the way", async () => {
  const { client, clock } = await open();
  await clock.advance(12 * 3_600_000);
  expect((await listSessions(client)).sessions).toHaveLength(1);
});

test("a session that is over for good is said to be, in the state as well", async () => {
  const { client, server, clock } = await open();
  server.users.delete("u1");
  await clock.advance(12 * 3_600_000);
  await expect(listSessions(client)).rejects.toMatchObject({ code: "session_required" });
  expect(client.getSnapshot().status).toBe("unauthenticated");
});

test("a network that is gone is not an end of a session", async () => {
  const { client, server } = await open();
  server.cut = true;
  await expect(listSessions(client)).rejects.toMatchObject({ code: "network", status: null });
  await expect(endSession(client, "s2")).rejects.toMatchObject({ code: "network" });
});

test("a server without a store says that it has no list", async () => {
  const { client } = await open("jwt", true);
  await expect(listSessions(client)).rejects.toMatchObject({ code: "store_required" });
});

test("an answer that is somebody else's is no list", async () => {
  const browser = new FakeBrowser();
  const { client } = browser.open({ fetch: async () => Response.json({}) }, false);
  await expect(listSessions(client)).rejects.toMatchObject({ code: "unexpected", status: 200 });
});
