import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { FakeEndpoints, signedIn, signedOut } from "../../testing/fake-endpoints.ts";
import { SessionGate, SessionProvider, type SessionProviderProps } from "../index.ts";

type Claims = { readonly role: string };
type User = { readonly id: string; readonly name: string };

afterEach(cleanup);

function show(session: SessionProviderProps<Claims, User>["session"], plain = false) {
  const { fetch } = new FakeEndpoints();
  render(
    <SessionProvider<Claims, User> fetch={fetch} session={session}>
      <SessionGate<Claims, User>
        loading="just a moment"
        otherwise={plain ? undefined : (reason) => `sign in (${reason})`}
      >
        {plain ? "secret" : ({ user }) => `hello ${user.name}`}
      </SessionGate>
    </SessionProvider>,
  );
}

test("who is signed in sees what is theirs", () => {
  show(signedIn());
  expect(screen.getByText("hello Ada")).toBeDefined();
});

test("who is not sees the way in", () => {
  show(signedOut());
  expect(screen.getByText("sign in (absent)")).toBeDefined();
});

test("until that is known there is neither", async () => {
  show(Promise.resolve(signedIn()));
  expect(screen.getByText("just a moment")).toBeDefined();
  await act(async () => undefined);
  expect(screen.getByText("hello Ada")).toBeDefined();
});

test("without a way in there is nothing", () => {
  show(signedOut(), true);
  expect(document.body.textContent).toBe("");
});
