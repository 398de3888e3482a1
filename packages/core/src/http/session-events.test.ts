import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { inAnotherProcess, signedIn } from "../../test/signed-in.ts";
import { holdNext } from "../../test/store-faults.ts";
import { advance, MONOTONIC, twoProcesses } from "../../test/two-processes.ts";
import type { EndpointResponse } from "./response.ts";

beforeEach(() => {
  vi.useFakeTimers(MONOTONIC);
});
afterEach(() => {
  vi.useRealTimers();
});

function connect(
  { sessions }: Pick<Awaited<ReturnType<typeof signedIn>>, "sessions">,
  browser = createBrowser(),
  method = "GET",
): Promise<EndpointResponse | null> {
  return sessions.handle(browser.request({ method, url: "/api/auth/events" }));
}

/** Reads what was sent until now, or until the stream ends. */
function reader(response: EndpointResponse | null) {
  const stream = response?.stream?.getReader();
  const decoder = new TextDecoder();
  const read = async (): Promise<string | undefined> => {
    const next = await stream?.read();
    return next?.value && decoder.decode(next.value);
  };
  return { read, cancel: () => stream?.cancel() };
}

test("the stream begins at once, sends the end of the session with its reason, and ends", async () => {
  const { near, far, browser, created } = await twoProcesses();
  const response = await connect(near, browser);
  expect(response).toMatchObject({ status: 200, body: null });
  expect(Object.fromEntries(response?.headers ?? [])).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "private, no-store, no-transform",
    "x-accel-buffering": "no",
  });
  const { read } = reader(response);
  expect(await read()).toBe("retry: 5000\n\n");
  await far.sessions.revoke(created.session.id);
  await advance(1_000);
  expect(await read()).toBe('event: end\ndata: {"reason":"revoked"}\n\n');
  expect(await read()).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

test("after a sign-out of this browser the stream ends without an event", async () => {
  const { sessions, browser } = await signedIn();
  const { read } = reader(await connect({ sessions }, browser));
  await read();
  await sessions.signOut(browser.request({ method: "POST" }));
  expect(await read()).toBe("retry: 30000\n\n");
  expect(await read()).toBeUndefined();
});

test("a client that disconnects while its session is read gets nothing more, whatever the read finds", async () => {
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  process.on("uncaughtException", onError);
  const { sessions, store, clock, browser, created } = await signedIn();
  const { read, cancel } = reader(await connect({ sessions }, browser));
  await read();
  const closed = new AbortController();
  const signal = sessions.watch(created.session, { until: closed.signal });
  const held = [holdNext(store, "find", "call"), holdNext(store, "find", "call")];
  clock.advance("8d");
  await advance(1_000);
  await Promise.all(held.map(({ reached }) => reached));
  await cancel();
  closed.abort();
  for (const { release } of held) release();
  await advance(1_000);
  process.off("uncaughtException", onError);
  expect([errors, signal.aborted, vi.getTimerCount()]).toEqual([[], false, 0]);
});

test("changed claims are an event, and the stream continues", async () => {
  const { near, far, browser } = await twoProcesses();
  const { read } = reader(await connect(near, browser));
  await read();
  await far.sessions.invalidateClaims("ada");
  await advance(1_000);
  expect(await read()).toBe("event: claims\ndata: {}\n\n");
  await advance(25_000);
  expect(await read()).toBe(":\n\n");
});

test("a client that disconnects leaves no timer behind", async () => {
  const { sessions, browser, created } = await signedIn();
  const { read, cancel } = reader(await connect({ sessions }, browser));
  await read();
  expect(vi.getTimerCount()).toBe(2);
  await cancel();
  expect(vi.getTimerCount()).toBe(0);
  await sessions.revoke(created.session.id);
});

test("without a session the answer is a problem, and HEAD has headers and no stream", async () => {
  const { sessions, browser } = await signedIn();
  const refused = await connect({ sessions });
  expect(refused?.status).toBe(401);
  expect(refused?.stream).toBeUndefined();
  const head = await connect({ sessions }, browser, "HEAD");
  expect(head?.status).toBe(200);
  expect(await reader(head).read()).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

test("nothing is refreshed, and no cookie is set", async () => {
  const { sessions, browser, clock } = await inAnotherProcess(() => signedIn());
  clock.advance("20m");
  const response = await connect({ sessions }, browser);
  expect(response?.status).toBe(200);
  expect(response?.headers.map(([name]) => name)).not.toContain("set-cookie");
  await reader(response).cancel();
});
