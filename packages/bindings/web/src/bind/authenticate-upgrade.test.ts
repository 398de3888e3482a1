import { expect, test } from "vitest";
import { createApp, UNTIL_DUE } from "../../test/create-app.ts";

const HANDSHAKE = { connection: "Upgrade", upgrade: "websocket" };

test("returns the session of a handshake, and when to check it again", async () => {
  const { client, authenticateUpgrade } = createApp();
  const ada = client();
  await ada.send("/in");
  const upgrade = await authenticateUpgrade(ada.request("/socket", { headers: HANDSHAKE }));
  expect(upgrade).toMatchObject({ session: { userId: "ada" }, refusal: null });
  expect(upgrade.expiresIn).toBeGreaterThan(14 * 60);
});

test("returns why a handshake is refused", async () => {
  const { client, authenticateUpgrade, harness } = createApp();
  const ada = client();
  const open = async (headers = {}) =>
    (await authenticateUpgrade(ada.request("/", { headers: { ...HANDSHAKE, ...headers } })))
      .refusal;
  expect(await open()).toEqual({ status: 401, code: "session_required", reason: "absent" });
  await ada.send("/in");
  expect(await open({ "sec-fetch-site": "cross-site" })).toMatchObject({ status: 403 });
  harness.control({ advance: UNTIL_DUE, store: "down" });
  expect(await open()).toMatchObject({ status: 503, code: "unavailable" });
});

test("its signal is aborted when the session is revoked, until the connection is closed", async () => {
  const { client, authenticateUpgrade, harness } = createApp();
  const ada = client();
  await ada.send("/in");
  const closed = new AbortController();
  const open = (until?: AbortSignal) =>
    authenticateUpgrade(ada.request("/socket", { headers: HANDSHAKE }), { until });
  const [first, second] = [await open(), await open(closed.signal)];
  const [watched, unwatched] = [first.signal, second.signal];
  closed.abort();
  await harness.sessions.revoke(String(first.session?.id));
  expect(watched?.aborted).toBe(true);
  expect(watched?.reason).toBe("revoked");
  expect(unwatched?.aborted).toBe(false);
});
