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

const pass = (seconds: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(seconds * 1_000);
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  });
const said = () => screen.getByRole("alert").textContent;

test("far from the end it is silent, and ready to speak", async () => {
  open();
  await pass(60);
  expect(said()).toBe("");
  expect(screen.queryByRole("button")).toBeNull();
});

test("it is read out at two minutes, at one and at half a minute, and not in between", async () => {
  open();
  await pass(479);
  const heard = new Set<string | null>();
  for (let second = 0; second < 119; second++) {
    await pass(1);
    heard.add(said());
  }
  expect([...heard]).toEqual([
    "Nothing has happened here for a while. You will be signed out in 2 minutes.",
    "Nothing has happened here for a while. You will be signed out in 1 minute.",
    "Nothing has happened here for a while. You will be signed out in 30 seconds.",
  ]);
});

test("staying takes it away", async () => {
  const endpoints = open();
  await pass(500);
  endpoints.current = endingIn(600, 3_600, signedIn().now + 500_000);
  fireEvent.click(screen.getByRole("button", { name: "Stay signed in" }));
  await pass(0);
  expect(endpoints.log).toEqual(["POST /refresh"]);
  expect(said()).toBe("");
});

test("staying that failed is said, and can be tried again", async () => {
  const endpoints = open();
  await pass(500);
  endpoints.down = true;
  fireEvent.click(screen.getByRole("button"));
  expect(screen.getByRole("button").textContent).toBe("Extending…");
  fireEvent.click(screen.getByRole("button"));
  await pass(0);
  expect(endpoints.log).toEqual(["POST /refresh"]);
  expect(screen.getByRole("status").textContent).toBe(
    "The server did not answer. Please try again.",
  );
  expect(screen.getByRole("button", { name: "Stay signed in" })).toBeDefined();
});

test("where staying is not possible it leads to the sign-in", async () => {
  open(endingIn(600, 0));
  expect(screen.queryByRole("link")).toBeNull();
  await pass(500);
  expect(said()).toBe("Your session ends in 2 minutes. Save your work, and sign in again.");
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByRole("link", { name: "Sign in again" })).toBeDefined();
});

test("afterwards it says what has happened", async () => {
  const endpoints = open();
  const over = { ...endpoints.current, session: null, user: null } as ReturnType<typeof signedIn>;
  endpoints.current = { ...over, status: "unauthenticated", reason: "expired_idle" };
  await pass(602);
  expect(said()).toBe("You were signed out, because nothing had happened here for a while.");
  expect(screen.getByRole("link")).toBeDefined();
});

test("every word can be another", async () => {
  open(endingIn(600), {
    locale: "de",
    labels: { soon: (left) => `Noch ${left}.`, extend: "Bleiben" },
  });
  await pass(500);
  expect(said()).toBe("Noch 2 Minuten.");
  expect(screen.getByRole("button", { name: "Bleiben" })).toBeDefined();
});
