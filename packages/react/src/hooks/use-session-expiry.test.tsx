import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeEndpoints, signedIn } from "../../testing/fake-endpoints.ts";
import { SessionProvider, useSession, useSessionExpiry } from "../index.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** A session that ends in `seconds`; the absolute end is `beyond` seconds later. */
function endingIn(
  seconds: number,
  beyond = 3_600,
  now = signedIn().now,
): ReturnType<typeof signedIn> {
  const answer = signedIn("s1", now);
  if (!answer.session) throw new Error("Somebody is signed in.");
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
  const isAttended = vi.fn(() => false);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <SessionProvider environment={{ isAttended }} fetch={endpoints.fetch} session={session}>
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

const pass = (seconds: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(seconds * 1_000);
    // Answers take their own time.
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  });

test("far from the end nothing is rendered again", async () => {
  const { expiry, renders } = setUp();
  await pass(61);
  const before = renders.mock.calls.length;
  await pass(418);
  expect(expiry()).toMatchObject({ status: "fine", secondsLeft: null });
  expect(renders.mock.calls.length).toBe(before);
});

test("two minutes before the end it is soon, by the second", async () => {
  const { expiry } = setUp();
  await pass(480);
  expect(expiry()).toMatchObject({ status: "soon", secondsLeft: 120 });
  await pass(30);
  expect(expiry()).toMatchObject({ status: "soon", secondsLeft: 90 });
});

test("the warning comes as early as asked for", async () => {
  const { expiry } = setUp(endingIn(600), 300);
  await pass(301);
  expect(expiry()).toMatchObject({ status: "soon", secondsLeft: 299 });
});

test("the end that nothing moves is final", async () => {
  const { expiry } = setUp(endingIn(600, 0));
  await pass(500);
  expect(expiry()).toMatchObject({ status: "final", secondsLeft: 100 });
});

test("staying moves the end", async () => {
  const { expiry, endpoints } = setUp();
  await pass(500);
  endpoints.current = endingIn(600, 3_600, signedIn().now + 500_000);
  const stayed = await act(() => expiry().stay());
  expect(stayed).toBe(true);
  expect(expiry()).toMatchObject({ status: "fine", secondsLeft: null });
  await pass(480);
  expect(expiry().status).toBe("soon");
});

test("staying that the server did not hear of says so", async () => {
  const { expiry, endpoints } = setUp();
  await pass(500);
  endpoints.down = true;
  expect(await act(() => expiry().stay())).toBe(false);
  expect(expiry().status).toBe("soon");
});

test("after the end it says why, and after a sign-out of one's own nothing", async () => {
  const { expiry, endpoints, result } = setUp();
  const over = { ...endpoints.current, session: null, user: null } as ReturnType<typeof signedIn>;
  await pass(590);
  endpoints.current = { ...over, status: "unauthenticated", reason: "expired_idle" };
  await pass(12);
  expect(expiry()).toMatchObject({ status: "ended", reason: "expired_idle" });
  endpoints.current = endingIn(600, 3_600, signedIn().now + 700_000);
  await act(() => result.current.session.refresh());
  await act(() => result.current.session.signOut());
  expect(expiry()).toMatchObject({ status: "none", reason: null });
});

test("who was never signed in here is told nothing", async () => {
  const over = { ...signedIn(), session: null, user: null } as ReturnType<typeof signedIn>;
  const { expiry } = setUp({ ...over, status: "unauthenticated", reason: "expired_absolute" });
  await pass(1);
  expect(expiry()).toMatchObject({ status: "none" });
});
