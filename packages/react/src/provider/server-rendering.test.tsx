// @vitest-environment node
import type { SessionAnswer } from "@sessionkit/core";
import { StrictMode } from "react";
import { renderToReadableStream, renderToString } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import { signedIn } from "../../test/fake-endpoints.ts";
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

test("rendering reads no clock and no random number and sends no request, so that a page can be prerendered", () => {
  const spies = [
    vi.spyOn(Date, "now"),
    vi.spyOn(Math, "random"),
    vi.spyOn(performance, "now"),
    vi.spyOn(globalThis, "fetch"),
  ];
  // React itself reads the clock: render once without sessionkit for comparison.
  const calls = () => spies.map((spy) => spy.mock.calls.length);
  renderToString(<p>without sessionkit</p>);
  const plain = calls();
  expect(renderToString(page(signedIn()))).toBe("<p>u1</p>");
  expect(calls()).toEqual(plain.map((count) => count * 2));
});

test("a pending promise does not delay the stream", async () => {
  const stream = await renderToReadableStream(page(new Promise(() => undefined)));
  await stream.allReady;
  expect(await new Response(stream).text()).toContain("loading");
});

test("a rejected promise renders `loading`", async () => {
  const session = Promise.reject(new Error("store down"));
  const stream = await renderToReadableStream(page(session));
  expect(await new Response(stream).text()).toContain("loading");
});
