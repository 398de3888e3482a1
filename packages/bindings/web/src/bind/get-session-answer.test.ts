import { expect, test } from "vitest";
import { createApp, type Routes } from "../../test/create-app.ts";

const routes: Routes = {
  "/seed": async ({ getSessionAnswer }) => Response.json(await getSessionAnswer()),
};

test("a response that contains it is not stored by caches", async () => {
  const ada = createApp(routes).client();
  await ada.send("/in");
  const response = await ada.send("/seed");
  expect(await response.json()).toMatchObject({ user: { id: "ada" } });
  expect(response.headers.get("cache-control")).toBe("private, no-store");
});

test("it is null in an outage", async () => {
  const { client, harness } = createApp(routes, { strategy: "database" });
  const ada = client();
  await ada.send("/in");
  harness.control({ store: "down" });
  expect(await (await ada.send("/seed")).json()).toBeNull();
});
