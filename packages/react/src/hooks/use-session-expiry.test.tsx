import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeEndpoints, signedIn } from "../../test/fake-endpoints.ts";
import { SessionProvider, useSession, useSessionExpiry } from "../index.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** A session that expires in `seconds`; the absolute expiry is `beyond` seconds later. */
function endingIn(
  seconds: number,
  beyond = 3_600,
  now = signedIn().now,
): ReturnType<typeof signedIn> {
  const answer = signedIn("s1", now);
  if (!answer.session) throw new Error("The answer has a session.");
  const expiresAt = now + seconds * 1_000;
  const absoluteExpiresAt = expiresAt + beyond * 1_000;
  return {
    ...answer,
    expiresIn: Math.min(900, seconds),
    session: { ...answer.session, expiresAt, absoluteExpiresAt },
  };
}

function setUp(session = endingIn(600), warnBefore?: number) {
  const endpoints = new FakeEndpoints(session);
  const isUserActive = vi.fn(() => false);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <SessionProvider environment={{ isUserActive }} fetch={endpoints.fetch} session={session}>
      {children}
    </SessionProvider>
  );
  const renders = vi.fn();
  const { result } = renderHook(
    () => {
      renders();
      return { expiry: useSessionExpiry({ warnBefore }), session: useSession() };
    },
    { wrapper },
  );
  return { endpoints, result, renders, expiry: () => result.current.expiry };
}

const advance = (seconds: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(seconds * 1_000);
    // Answers are resolved in later turns of the event loop.
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  });

test("does not render again far from the expiry", async () => {
  const { expiry, renders } = setUp();
  await advance(61);
  const before = renders.mock.calls.length;
  await advance(418);
  expect(expiry()).toMatchObject({ status: "fine", secondsLeft: null });
  expect(renders.mock.calls.length).toBe(before);
});

test("is `soon` two minutes before the expiry, and counts seconds", async () => {
  const { expiry } = setUp();
  await advance(480);
  expect(expiry()).toMatchObject({ status: "soon", secondsLeft: 120 });
  await advance(30);
  expect(expiry()).toMatchObject({ status: "soon", secondsLeft: 90 });
});

test("warns `warnBefore` seconds before the expiry", async () => {
  const { expiry } = setUp(endingIn(600), 300);
  await advance(301);
  expect(expiry()).toMatchObject({ status: "soon", secondsLeft: 299 });
});

test("warns at half of a short lifetime, and not all the time", async () => {
  const { expiry } = setUp(endingIn(60));
  await advance(29);
  expect(expiry().status).toBe("fine");
  await advance(2);
  expect(expiry()).toMatchObject({ status: "soon", secondsLeft: 29 });
});

test("is `final` before the absolute expiry", async () => {
  const { expiry } = setUp(endingIn(600, 0));
  await advance(500);
  expect(expiry()).toMatchObject({ status: "final", secondsLeft: 100 });
});

test("extend moves the expiry", async () => {
  const { expiry, endpoints } = setUp();
  await advance(500);
  endpoints.current = endingIn(600, 3_600, signedIn().now + 500_000);
  const extended = await act(() => expiry().extend());
  expect(extended).toBe(true);
  expect(expiry()).toMatchObject({ status: "fine", secondsLeft: null });
  await advance(480);
  expect(expiry().status).toBe("soon");
});

test("extend resolves with false if the server does not answer", async () => {
  const { expiry, endpoints } = setUp();
  await advance(500);
  endpoints.down = true;
  expect(await act(() => expiry().extend())).toBe(false);
  expect(expiry().status).toBe("soon");
});

test("is `ended` with the reason after the expiry, and `none` after a sign-out", async () => {
  const { expiry, endpoints, result } = setUp();
  const over = { ...endpoints.current, session: null, user: null } as ReturnType<typeof signedIn>;
  await advance(590);
  endpoints.current = { ...over, status: "unauthenticated", reason: "expired_idle" };
  await advance(12);
  expect(expiry()).toMatchObject({ status: "ended", reason: "expired_idle" });
  endpoints.current = endingIn(600, 3_600, signedIn().now + 700_000);
  await act(() => result.current.session.refresh());
  await act(() => result.current.session.signOut());
  expect(expiry()).toMatchObject({ status: "none", reason: null });
});

test("is `none` if there was no session before", async () => {
  const over = { ...signedIn(), session: null, user: null } as ReturnType<typeof signedIn>;
  const { expiry } = setUp({ ...over, status: "unauthenticated", reason: "expired_absolute" });
  await advance(1);
  expect(expiry()).toMatchObject({ status: "none" });
});
