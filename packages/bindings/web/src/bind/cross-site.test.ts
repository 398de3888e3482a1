import { expect, test } from "vitest";
import { createApp, type Routes, UNTIL_DUE } from "../../test/create-app.ts";
import { namesSet } from "../../test/test-client.ts";

const FOREIGN = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
const HANDSHAKE = { connection: "Upgrade", upgrade: "websocket" };

const routes: Routes = {
  "/paid": async ({ getSession }) => Response.json((await getSession())?.userId ?? null),
  "/saml": async ({ createSession }) =>
    Response.json((await createSession("sam", { allowCrossSite: true })).userId),
};

const app = () =>
  createApp(routes, {
    given: ({ url }) => ({ allowCrossSite: new URL(url).pathname === "/paid" }),
  });

test("a page of another site cannot post with the session of a user who visits it", async () => {
  const ada = app().client();
  await ada.send("/in");
  const response = await ada.post("/who", { headers: FOREIGN });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: "cross_site" });
  expect((await ada.post("/who")).status).toBe(200);
});

test("it may link, may post without a session, and may post where that is allowed", async () => {
  const { client } = app();
  const ada = client();
  await ada.send("/in");
  expect(await (await ada.send("/who", { headers: FOREIGN })).json()).toMatchObject({
    userId: "ada",
  });
  expect((await client().post("/who", { headers: FOREIGN })).status).toBe(200);
  expect(await (await ada.post("/paid", { headers: FOREIGN })).json()).toBe("ada");
});

test("it cannot sign a user in, unless the call allows it", async () => {
  const eve = app().client();
  expect((await eve.post("/in", { headers: FOREIGN })).status).toBe(403);
  expect(eve.cookies.size).toBe(0);
  expect(await (await eve.post("/saml", { headers: FOREIGN })).json()).toBe("sam");
  expect(eve.cookies.size).toBe(2);
});

test("it rotates no token through requests that it makes a browser send", async () => {
  const { client, harness } = app();
  const ada = client();
  await ada.send("/in");
  harness.control({ advance: UNTIL_DUE });
  const response = await ada.post("/who", { headers: FOREIGN });
  expect([response.status, namesSet(response)]).toEqual([403, []]);
});

test("a handshake of a WebSocket is judged as a change, and sets no cookies", async () => {
  const { client, harness } = app();
  const ada = client();
  await ada.send("/in");
  expect((await ada.send("/who", { headers: { ...FOREIGN, ...HANDSHAKE } })).status).toBe(403);
  harness.control({ advance: UNTIL_DUE });
  const response = await ada.send("/who", { headers: HANDSHAKE });
  expect(await response.json()).toMatchObject({ userId: "ada" });
  expect(namesSet(response)).toEqual([]);
});
