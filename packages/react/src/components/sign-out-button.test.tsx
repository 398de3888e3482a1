import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { FakeEndpoints, signedIn, signedOut } from "../../test/fake-endpoints.ts";
import { untilSettled } from "../../test/until-settled.ts";
import { SessionProvider } from "../index.ts";
import { SignOutButton, type SignOutButtonProps } from "../ui.ts";

afterEach(cleanup);

function open(props: SignOutButtonProps = {}, session = signedIn()) {
  const endpoints = new FakeEndpoints(session);
  render(
    <SessionProvider fetch={endpoints.fetch} session={session}>
      <SignOutButton {...props} />
    </SessionProvider>,
  );
  return endpoints;
}

test("signs out once for two clicks, and calls onSignedOut afterwards", async () => {
  const onSignedOut = vi.fn();
  const endpoints = open({ onSignedOut, className: "quiet" });
  const button = screen.getByRole("button", { name: "Sign out" });
  expect(button.className).toBe("quiet");
  fireEvent.click(button);
  expect(button.textContent).toBe("Signing out…");
  fireEvent.click(button);
  expect(onSignedOut).not.toHaveBeenCalled();
  await untilSettled();
  expect(endpoints.log).toEqual(["POST /logout?scope=current"]);
  expect(onSignedOut).toHaveBeenCalledOnce();
  expect(screen.queryByRole("button")).toBeNull();
});

test("reports a sign-out that the server did not confirm, and can repeat it", async () => {
  const endpoints = open({ scope: "all" });
  endpoints.down = true;
  fireEvent.click(screen.getByRole("button"));
  await untilSettled();
  expect(screen.getByRole("alert").textContent).toBe(
    "The server did not confirm the sign-out. Try again.",
  );
  endpoints.down = false;
  fireEvent.click(screen.getByRole("button", { name: "Sign out" }));
  await untilSettled();
  expect(endpoints.log.at(-1)).toBe("POST /logout?scope=all");
});

test("renders nothing while signed out", () => {
  open({}, signedOut());
  expect(document.body.textContent).toBe("");
});

test("texts can be replaced", () => {
  open({ labels: { signOut: "Abmelden" } });
  expect(screen.getByRole("button", { name: "Abmelden" })).toBeDefined();
});
