import { createSessions } from "@sessionkit/core";
import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { createHandlers } from "./handlers.ts";

// For tests only.
const secret = "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=";
const handlers = createHandlers(createSessions({ strategy: "jwt", secret }));

test.each([false, true])("answers with trailingSlash: %s", async (trailingSlash) => {
  for (const path of ["/api/auth/session", "/api/auth/session/", "/api/auth/session/?a=1"]) {
    const url = `https://app.example${path}`;
    const request = new NextRequest(url, { nextConfig: { trailingSlash } });
    expect((await handlers.GET(request)).status).toBe(200);
  }
});

test("reads no more than 16 KiB of a body without an end", async () => {
  let bytes = 0;
  const body = new ReadableStream({
    pull(controller) {
      bytes += 4096;
      controller.enqueue(new TextEncoder().encode("a".repeat(4096)));
    },
  });
  const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin" };
  const init = { method: "POST", headers, body, duplex: "half" as const };
  const answer = await handlers.POST(new NextRequest("https://app.example/api/auth/refresh", init));
  expect(answer.status).toBe(413);
  expect(bytes).toBeLessThan(64 * 1024);
});
