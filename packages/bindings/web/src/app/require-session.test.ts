import { describe, expect, test } from "vitest";
import { createApp, type Routes } from "../../test/create-app.ts";

const routes: Routes = {
  "/me": async ({ requireSession }) => Response.json((await requireSession()).userId),
  "/fresh": async ({ requireSession }) =>
    Response.json((await requireSession({ fresh: "10m" })).userId),
  "/cached": async ({ requireSession }) => {
    await requireSession();
    return new Response("", { headers: { "cache-control": "private, max-age=60" } });
  },
  "/wrong": async ({ requireSession }) =>
    Response.json(await requireSession({ fresh: "soon" as never })),
};

test("without a session it is answered 401, as a problem with a reason", async () => {
  const response = await createApp(routes).client().send("/me");
  expect(response.status).toBe(401);
  expect(response.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  expect(await response.json()).toMatchObject({ code: "session_required", reason: "absent" });
});

test("with an old proof of identity it is answered 401 with its own code", async () => {
  const { client, harness } = createApp(routes);
  const ada = client();
  await ada.send("/in");
  expect((await ada.send("/fresh")).status).toBe(200);
  harness.control({ advance: 11 * 60_000 });
  expect(await (await ada.send("/fresh")).json()).toMatchObject({ code: "session_not_fresh" });
});

test("in an outage it is answered 503, and the cookies stay", async () => {
  const { client, harness } = createApp(routes, { strategy: "database" });
  const ada = client();
  await ada.send("/in");
  harness.control({ store: "down" });
  const response = await ada.send("/me");
  harness.control({ store: "up" });
  expect([response.status, response.headers.getSetCookie()]).toEqual([503, []]);
  expect(response.headers.get("retry-after")).toBe("2");
  expect(await (await ada.send("/me")).json()).toBe("ada");
});

test("the response of the handler is not cached, unless it has a Cache-Control of its own", async () => {
  const ada = createApp(routes).client();
  await ada.send("/in");
  expect((await ada.send("/me")).headers.get("cache-control")).toBe("private, no-store");
  expect((await ada.send("/cached")).headers.get("cache-control")).toBe("private, max-age=60");
});

test("a duration that cannot be read is an error of the application", async () => {
  await expect(createApp(routes).client().send("/wrong")).rejects.toMatchObject({
    code: "session_config",
  });
});

describe("refuse", () => {
  const { client } = createApp(
    {
      ...routes,
      "/caught": async ({ requireSession }) =>
        requireSession().then(
          () => new Response("signed in"),
          (error) => error.toResponse(),
        ),
    },
    { refuse: ({ code }) => Response.redirect(`http://localhost/sign-in?${code}`, 303) },
  );

  test.each(["/me", "/caught"])("answers in place of the problem for %s", async (path) => {
    const response = await client().send(path);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("http://localhost/sign-in?session_required");
  });

  test("answers a request that another site sent with a session", async () => {
    const ada = client();
    await ada.send("/in");
    const response = await ada.post("/me", { headers: { "sec-fetch-site": "cross-site" } });
    expect(response.headers.get("location")).toBe("http://localhost/sign-in?cross_site");
  });
});

describe("throwAs", () => {
  test("converts what requireSession throws", async () => {
    const { handle, requireSession } = createApp({}, { throwAs: (error) => error.toResponse() });
    const request = new Request("http://localhost/");
    await handle(request, async () => {
      await expect(requireSession(request)).rejects.toSatisfy(
        (thrown) => thrown instanceof Response && thrown.status === 401,
      );
      return new Response();
    });
  });

  test("converts what a verb throws, and no error of the call itself", async () => {
    const { handle, createSession, renewSession } = createApp(
      {},
      { throwAs: ({ status, code }) => ({ status, code }) },
    );
    const request = new Request("http://localhost/", { headers: { "sec-fetch-site": "none" } });
    await handle(request, async () => {
      await expect(renewSession(request)).rejects.toEqual({
        status: 401,
        code: "session_required",
      });
      await expect(createSession(request, "")).rejects.toMatchObject({ code: "session_config" });
      return new Response();
    });
  });
});
