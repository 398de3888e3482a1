import { describe, expect, test } from "vitest";
import { createApp } from "../../test/create-app.ts";

test("handle answers the endpoints, and calls no handler", async () => {
  const { client, handle } = createApp();
  const ada = client();
  await ada.send("/in");
  expect(await (await ada.send("/api/auth/session")).json()).toMatchObject({
    user: { id: "ada" },
  });
  const request = ada.request("/api/auth/logout", { method: "POST" });
  const response = await handle(request, () => Promise.reject(new Error("called")));
  expect(await response.json()).toEqual({ revoked: 1 });
});

describe("handlers", () => {
  test("answers the endpoints without handle", async () => {
    const { client, handlers } = createApp();
    const ada = client();
    await ada.send("/in");
    const response = await handlers(ada.request("/api/auth/session"));
    expect(await response.json()).toMatchObject({ user: { id: "ada" } });
  });

  test.each(["/", "/api/authority", "/.well-known/jwks.json"])(
    "answers 404 for %s",
    async (path) => {
      const { client, handlers } = createApp();
      expect((await handlers(client().request(path))).status).toBe(404);
    },
  );

  test("refuses a body that other code has read", async () => {
    const { client, handlers } = createApp();
    const ada = client();
    await ada.send("/in");
    const request = ada.request("/api/auth/logout", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ scope: "all" }),
    });
    await request.json();
    expect((await handlers(request)).status).toBe(400);
  });
});
