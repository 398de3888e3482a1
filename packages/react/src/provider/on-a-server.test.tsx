// @vitest-environment node
import type { SessionAnswer } from "@sessionkit/core";
import { StrictMode } from "react";
import { renderToReadableStream, renderToString } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import { signedIn } from "../../testing/fake-endpoints.ts";
import { SessionProvider, useSession } from "../index.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

function Status() {
  const { status, user } = useSession();
  return <p>{user?.id ?? status}</p>;
}

const page = (session?: SessionAnswer | Promise<SessionAnswer>) => (
  <StrictMode>
    <SessionProvider session={session}>
      <Status />
    </SessionProvider>
  </StrictMode>
);

test("rendering asks no clock, no dice and no server, so that a page can be prerendered", () => {
  const looked = [
    vi.spyOn(Date, "now"),
    vi.spyOn(Math, "random"),
    vi.spyOn(performance, "now"),
    vi.spyOn(globalThis, "fetch"),
  ];
  // React itself looks at the clock for its own purposes: render once for comparison.
  const calls = () => looked.map((spy) => spy.mock.calls.length);
  renderToString(<p>nothing of ours</p>);
  const plain = calls();
  expect(renderToString(page(signedIn()))).toBe("<p>u1</p>");
  expect(calls()).toEqual(plain.map((count) => count * 2));
});

test("a promise that does not come holds up nothing", async () => {
  const stream = await renderToReadableStream(page(new Promise(() => undefined)));
  await stream.allReady;
  expect(await new Response(stream).text()).toContain("loading");
});

test("a promise that fails breaks nothing", async () => {
  const session = Promise.reject(new Error("store down"));
  const stream = await renderToReadableStream(page(session));
  expect(await new Response(stream).text()).toContain("loading");
});
