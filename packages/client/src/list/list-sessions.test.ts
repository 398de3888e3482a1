import { expect, test } from "vitest";
import { CoreServer } from "../../test/core-server.ts";
import { FakeBrowser } from "../../test/fake-browser.ts";
import { settled } from "../../test/fake-clock.ts";
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

test("lists the user's sessions, the current one first", async () => {
  const { client, server } = await open();
  await server.signInElsewhere(MAC);
  const { sessions, now } = await listSessions(client);
  expect(sessions.map(({ current, device }) => [current, device.label])).toEqual([
    [true, "Unknown device"],
    [false, "Chrome on macOS"],
  ]);
  expect(now).toBe(client.now());
});

test("ends another session once", async () => {
  const { client, server } = await open();
  await server.signInElsewhere();
  const id = (await listSessions(client)).sessions[1]?.id as string;
  expect(await endSession(client, id)).toBe(true);
  expect(await endSession(client, id)).toBe(false);
  expect((await listSessions(client)).sessions).toHaveLength(1);
  expect(client.getSnapshot().status).toBe("authenticated");
});

test("ending the current session is a sign-out", async () => {
  const { client, server } = await open();
  const id = client.getSnapshot().session?.id as string;
  expect(await endSession(client, id)).toBe(true);
  expect(client.getSnapshot()).toMatchObject({ status: "unauthenticated", reason: "absent" });
  expect(server.log).toEqual(["POST /api/auth/logout?scope=current"]);
});

test("refreshes an expired credential", async () => {
  const { client, clock } = await open();
  await clock.advance(12 * 3_600_000);
  expect((await listSessions(client)).sessions).toHaveLength(1);
});

test("rejects and changes the state if the session has ended", async () => {
  const { client, server, clock } = await open();
  server.users.delete("u1");
  await clock.advance(12 * 3_600_000);
  await expect(listSessions(client)).rejects.toMatchObject({ code: "session_required" });
  expect(client.getSnapshot().status).toBe("unauthenticated");
});

test("rejects with `network` without a network", async () => {
  const { client, server } = await open();
  server.cut = true;
  await expect(listSessions(client)).rejects.toMatchObject({ code: "network", status: null });
  await expect(endSession(client, "s2")).rejects.toMatchObject({ code: "network" });
});

test("rejects with `store_required` if the server has no store", async () => {
  const { client } = await open("jwt", true);
  await expect(listSessions(client)).rejects.toMatchObject({ code: "store_required" });
});

test("rejects an answer of another server", async () => {
  const browser = new FakeBrowser();
  const { client } = browser.open({ fetch: async () => Response.json({}) }, false);
  await expect(listSessions(client)).rejects.toMatchObject({ code: "unexpected", status: 200 });
});
