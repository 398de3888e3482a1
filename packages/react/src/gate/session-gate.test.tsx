import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { FakeEndpoints, signedIn, signedOut } from "../../test/fake-endpoints.ts";
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
        fallback={plain ? undefined : (reason) => `sign in (${reason})`}
      >
        {plain ? "secret" : ({ user }) => `hello ${user.name}`}
      </SessionGate>
    </SessionProvider>,
  );
}

test("renders the children while the user is signed in", () => {
  show(signedIn());
  expect(screen.getByText("hello Ada")).toBeDefined();
});

test("renders the fallback, with the reason, while the user is signed out", () => {
  show(signedOut());
  expect(screen.getByText("sign in (absent)")).toBeDefined();
});

test("renders `loading` until the session is known", async () => {
  show(Promise.resolve(signedIn()));
  expect(screen.getByText("just a moment")).toBeDefined();
  await act(async () => undefined);
  expect(screen.getByText("hello Ada")).toBeDefined();
});

test("renders nothing without a fallback", () => {
  show(signedOut(), true);
  expect(document.body.textContent).toBe("");
});
