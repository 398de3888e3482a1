import { act, cleanup, renderHook } from "@testing-library/react";
import { type ReactNode, StrictMode } from "react";
import { afterEach, expect, test } from "vitest";
import { devices, FakeEndpoints, signedIn, signedOut } from "../../test/fake-endpoints.ts";
import { untilSettled } from "../../test/until-settled.ts";
import { SessionProvider, type UseActiveSessionsOptions, useActiveSessions } from "../index.ts";

afterEach(cleanup);

function setUp(options: UseActiveSessionsOptions = {}, session = signedIn()) {
  const endpoints = new FakeEndpoints();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <StrictMode>
      <SessionProvider fetch={endpoints.fetch} session={session}>
        {children}
      </SessionProvider>
    </StrictMode>
  );
  const { result, rerender } = renderHook(useActiveSessions, { wrapper, initialProps: options });
  const ids = () => result.current.sessions.map(({ id }) => id);
  return { endpoints, result, rerender, ids };
}

async function loaded() {
  const all = setUp();
  await untilSettled();
  all.endpoints.log.length = 0;
  return all;
}

test("fetches the list once, also in StrictMode", async () => {
  const { result, endpoints, ids } = setUp();
  expect(result.current).toMatchObject({ status: "loading", now: null });
  await untilSettled();
  expect(result.current).toMatchObject({ status: "ready", error: null, notice: null });
  expect(ids()).toEqual(["s1", "s2", "s3"]);
  expect(endpoints.log).toEqual(["GET /sessions"]);
});

test("uses a list of the server render without a request", async () => {
  const { result, endpoints, rerender, ids } = setUp({ initial: devices() });
  expect(result.current.status).toBe("ready");
  await untilSettled();
  expect(endpoints.log).toEqual([]);
  const { sessions, now } = devices();
  rerender({ initial: { sessions: sessions.slice(0, 2), now: now + 1 } });
  expect(ids()).toEqual(["s1", "s2"]);
});

test("does not return a list that was rendered for another session", async () => {
  const { result, ids } = setUp({ initial: devices() }, signedIn("s9"));
  expect(result.current.status).toBe("loading");
  expect(ids()).toEqual([]);
});

test("returns and requests no list while signed out", async () => {
  const { result, endpoints } = setUp({ initial: devices() }, signedOut());
  await untilSettled();
  expect(result.current).toMatchObject({ status: "unauthenticated", sessions: [] });
  expect(endpoints.log).toEqual([]);
});

test("a session stays, pending, until the server has confirmed its end", async () => {
  const { result, endpoints, ids } = await loaded();
  let done: Promise<boolean[]> | undefined;
  act(() => {
    done = Promise.all([result.current.revoke("s2"), result.current.revoke("s2")]);
  });
  expect(ids()).toEqual(["s1", "s2", "s3"]);
  expect(result.current).toMatchObject({ pending: ["s2"], notice: { kind: "pending" } });
  await act(async () => expect(await done).toEqual([true, true]));
  expect(ids()).toEqual(["s1", "s3"]);
  expect(result.current.pending).toEqual([]);
  expect(result.current.notice).toMatchObject({ kind: "ended", sessions: [{ id: "s2" }] });
  expect(endpoints.log).toEqual(["DELETE /sessions/s2"]);
});

test("a session whose end was not confirmed stays, with the reason", async () => {
  const { result, endpoints, ids } = await loaded();
  endpoints.down = true;
  await act(async () => expect(await result.current.revoke("s2")).toBe(false));
  expect(ids()).toEqual(["s1", "s2", "s3"]);
  expect(result.current.notice).toMatchObject({
    kind: "failed",
    sessions: [{ id: "s2" }],
    error: { code: "unavailable" },
  });
});

test("two concurrent endings do not affect each other", async () => {
  const { result, ids } = await loaded();
  await act(() => Promise.all([result.current.revoke("s2"), result.current.revoke("s3")]));
  expect(ids()).toEqual(["s1"]);
});

test("an older list does not restore an ended session", async () => {
  const { result, endpoints, ids } = await loaded();
  const before = endpoints.list;
  await act(() => result.current.revoke("s2"));
  endpoints.list = before;
  await act(() => result.current.reload());
  expect(ids()).toEqual(["s1", "s3"]);
});

test("all others end together or stay together", async () => {
  const { result, endpoints, ids } = await loaded();
  endpoints.down = true;
  await act(async () => expect(await result.current.revokeOthers()).toBe(false));
  expect(ids()).toEqual(["s1", "s2", "s3"]);
  endpoints.down = false;
  await act(async () => expect(await result.current.revokeOthers()).toBe(true));
  expect(ids()).toEqual(["s1"]);
  expect(result.current.notice?.sessions).toHaveLength(2);
});

test("ending the current session or all is a sign-out", async () => {
  for (const verb of ["revoke", "revokeAll"] as const) {
    const { result, endpoints } = await loaded();
    await act(async () => expect(await result.current[verb]("s1")).toBe(true));
    expect(result.current).toMatchObject({ status: "unauthenticated", sessions: [], now: null });
    expect(endpoints.log[0]).toMatch(/^POST \/logout/);
    cleanup();
  }
});

test("reports a list that cannot be loaded, and can reload it", async () => {
  const { result, endpoints } = setUp();
  endpoints.down = true;
  await untilSettled();
  expect(result.current).toMatchObject({ status: "failed", error: { code: "unavailable" } });
  endpoints.down = false;
  await act(() => result.current.reload());
  expect(result.current).toMatchObject({ status: "ready", error: null });
  endpoints.down = true;
  await act(() => result.current.reload());
  expect(result.current).toMatchObject({ status: "ready", error: { code: "unavailable" } });
});
