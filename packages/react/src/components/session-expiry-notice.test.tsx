import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeEndpoints, signedIn } from "../../test/fake-endpoints.ts";
import { SessionProvider } from "../index.ts";
import { SessionExpiryNotice, type SessionExpiryNoticeProps } from "../ui.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function endingIn(
  seconds: number,
  beyond = 3_600,
  now = signedIn().now,
): ReturnType<typeof signedIn> {
  const answer = signedIn("s1", now);
  if (!answer.session) throw new Error("The answer has a session.");
  const expiresAt = now + seconds * 1_000;
  return {
    ...answer,
    expiresIn: Math.min(900, seconds),
    session: { ...answer.session, expiresAt, absoluteExpiresAt: expiresAt + beyond * 1_000 },
  };
}

function open(session = endingIn(600), props: SessionExpiryNoticeProps = {}) {
  const endpoints = new FakeEndpoints(session);
  render(
    <SessionProvider
      environment={{ isUserActive: () => false }}
      fetch={endpoints.fetch}
      session={session}
    >
      <SessionExpiryNotice {...props}>
        <a href="/sign-in">Sign in again</a>
      </SessionExpiryNotice>
    </SessionProvider>,
  );
  return endpoints;
}

const advance = (seconds: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(seconds * 1_000);
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  });
const text = () => screen.getByRole("alert").textContent;

test("is empty far from the expiry", async () => {
  open();
  await advance(60);
  expect(text()).toBe("");
  expect(screen.queryByRole("button")).toBeNull();
});

test("changes its text at 2 minutes, 1 minute, 30 and 10 seconds only", async () => {
  open();
  await advance(479);
  const texts = new Set<string | null>();
  for (let second = 0; second < 119; second++) {
    await advance(1);
    texts.add(text());
  }
  expect([...texts]).toEqual([
    "You have been inactive for a while. You will be signed out in less than 2 minutes.",
    "You have been inactive for a while. You will be signed out in less than 1 minute.",
    "You have been inactive for a while. You will be signed out in less than 30 seconds.",
    "You have been inactive for a while. You will be signed out in less than 10 seconds.",
  ]);
});

test("the button extends the session and removes the notice", async () => {
  const endpoints = open();
  await advance(500);
  endpoints.current = endingIn(600, 3_600, signedIn().now + 500_000);
  fireEvent.click(screen.getByRole("button", { name: "Stay signed in" }));
  await advance(0);
  expect(endpoints.log).toEqual(["POST /refresh"]);
  expect(text()).toBe("");
});

test("a failed extension is announced, and can be repeated", async () => {
  const endpoints = open();
  await advance(500);
  endpoints.down = true;
  fireEvent.click(screen.getByRole("button"));
  expect(screen.getByRole("button").textContent).toBe("Extending…");
  fireEvent.click(screen.getByRole("button"));
  await advance(0);
  expect(endpoints.log).toEqual(["POST /refresh"]);
  expect(screen.getByRole("status").textContent).toBe(
    "The server did not answer. Please try again.",
  );
  expect(screen.getByRole("button", { name: "Stay signed in" })).toBeDefined();
});

test("shows the link to the sign-in before the absolute expiry", async () => {
  open(endingIn(600, 0));
  expect(screen.queryByRole("link")).toBeNull();
  await advance(500);
  expect(text()).toBe(
    "Your session ends in less than 2 minutes. Save your work and sign in again.",
  );
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByRole("link", { name: "Sign in again" })).toBeDefined();
});

test("shows the reason after the expiry", async () => {
  const endpoints = open();
  const over = { ...endpoints.current, session: null, user: null } as ReturnType<typeof signedIn>;
  endpoints.current = { ...over, status: "unauthenticated", reason: "expired_idle" };
  await advance(602);
  expect(text()).toBe("You were signed out due to inactivity.");
  expect(screen.getByRole("link")).toBeDefined();
});

test("texts can be replaced", async () => {
  open(endingIn(600), {
    locale: "de",
    labels: { soon: (left) => `Noch ${left}.`, extend: "Bleiben" },
  });
  await advance(500);
  expect(text()).toBe("Noch 2 Minuten.");
  expect(screen.getByRole("button", { name: "Bleiben" })).toBeDefined();
});
