import { createSessions } from "@sessionkit/core";
import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { bindSessions as bindPages } from "../pages/bind-sessions.ts";
import { bindSessions } from "./bind-sessions.ts";

// For tests only.
const secret = "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=";
const sessions = createSessions({ strategy: "jwt", secret });
const unreadable = { fresh: "soon" as never };

test.each([
  ["withSession", () => bindSessions(sessions).withSession(() => new Response(), unreadable)],
  ["withSession of pages", () => bindPages(sessions).withSession(() => undefined, unreadable)],
  [
    "withSessionProps",
    () => bindPages(sessions).withSessionProps(() => ({ props: {} }), unreadable),
  ],
])("%s rejects an invalid duration when it is called, before any request", (_name, wrap) => {
  expect(wrap).toThrow(
    expect.objectContaining({ code: "session_config", message: expect.stringMatching(/^fresh: /) }),
  );
});

test.each([
  ["/api/auth/session", 200],
  ["/.well-known/jwks.json", 401],
  ["/api/author", 401],
])("protect: all lets %s pass with %i: the endpoints alone are exempt", async (path, status) => {
  const { proxy } = bindSessions(sessions, { protect: "all", signInPath: "/sign-in" });
  expect((await proxy(new NextRequest(`https://app.example${path}`))).status).toBe(status);
});
