import { Elysia } from "elysia";
import { H3, toResponse } from "h3";
import { describe, expect, test } from "vitest";
import { type App, createApp, UNTIL_DUE } from "../create-app.ts";
import { createTestClient, namesSet } from "../test-client.ts";

/** Applications with `handle` around them or as a middleware, and the routes `/sign-in` and `/me`. */
const frameworks: Readonly<Record<string, (app: App) => (request: Request) => Promise<Response>>> =
  {
    h3: ({ handle, createSession, requireSession }) => {
      const app = new H3()
        .use((event, next) => handle(event.req, async () => toResponse(await next(), event)))
        .post("/sign-in", async ({ req }) => ({ user: (await createSession(req, "ada")).userId }))
        .get("/me", async ({ req }) => ({ user: (await requireSession(req)).userId }));
      return async (request) => app.fetch(request);
    },
    Elysia: ({ handle, createSession, requireSession }) => {
      const app = new Elysia()
        .post("/sign-in", async ({ request }) => ({
          user: (await createSession(request, "ada")).userId,
        }))
        .get("/me", async ({ request }) => ({ user: (await requireSession(request)).userId }));
      return (request) => handle(request, () => app.handle(request));
    },
  };

describe.each(Object.entries(frameworks))("in %s", (_name, create) => {
  test("routes sign in, require the session and refresh it", async () => {
    const app = createApp();
    const ada = createTestClient(create(app));
    expect(namesSet(await ada.post("/sign-in"))).toEqual(["access", "session"]);
    app.harness.control({ advance: UNTIL_DUE });
    const response = await ada.send("/me");
    expect(await response.json()).toEqual({ user: "ada" });
    expect(namesSet(response)).toEqual(["access", "session"]);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
  });

  test("a refusal is answered as a problem with its status", async () => {
    const app = createApp({}, { strategy: "database" });
    const ada = createTestClient(create(app));
    const refused = await ada.send("/me");
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ code: "session_required", reason: "absent" });
    await ada.post("/sign-in");
    app.harness.control({ store: "down" });
    expect((await ada.send("/me")).status).toBe(503);
  });

  test("the endpoints are answered, and another site is refused", async () => {
    const ada = createTestClient(create(createApp()));
    await ada.post("/sign-in");
    const foreign = { headers: { "sec-fetch-site": "cross-site" } };
    expect((await ada.post("/sign-in", foreign)).status).toBe(403);
    expect(await (await ada.post("/api/auth/logout")).json()).toEqual({ revoked: 1 });
  });
});
