import { describeDeviceBound, type Subject, type User } from "@sessionkit/browser-contract";
import { expect, test } from "vitest";
import { createContractApp } from "./contract-app.ts";

describeDeviceBound("Next", createContractApp, { offersLater: true, more: nextCases });

function nextCases({ app, openUser, strategy }: Subject): void {
  /** Signs in by a server action, and opens the page that carries the offer. */
  async function signInByAction(user: User, name: string): Promise<void> {
    await user.open("/actions");
    await act(user, "signIn", name);
    await user.page.getByText(`${name} wrote nothing`).waitFor();
    const created = user.device.nextEvent("creation");
    expect(await user.open("/account")).toBe(200);
    expect(await created).toMatchObject({ succeeded: true });
  }

  test("a sign-in by a server action binds the session at the next page, and later actions wait for a refresh", async () => {
    const user = await openUser("action");
    const name = `action-${strategy}`;
    await signInByAction(user, name);
    await user.open("/actions");
    await user.expire();
    await app().mark();
    await act(user, "note", "a letter");
    await expect.poll(() => app().requestsOf("/actions")[0]?.status ?? null).toBe(200);
    expect(
      app()
        .refreshes()
        .map(({ status }) => status),
    ).toEqual([200]);
    expect(
      app()
        .requestsOf("/actions")
        .map(({ method }) => method),
    ).toEqual(["POST"]);
    await user.open("/actions");
    await user.page.getByText(`${name} wrote a letter`).waitFor();
  });

  test("a link from another site opens a page that the proxy protects", async () => {
    const user = await openUser("proxied");
    const name = `proxied-${strategy}`;
    await signInByAction(user, name);
    await user.expire();
    expect(await user.open("/account")).toBe(200);
    await user.openOtherSite("/account");
    await user.expire();
    await app().mark();
    await user.page.getByText("link").click();
    await user.page.getByText(`account of ${name}`).waitFor();
    expect(
      app()
        .requestsOf("/account")
        .map(({ status }) => status),
    ).toEqual([200, 200]);
    expect(app().refreshes()).toHaveLength(1);
    expect(app().requestsOf("/actions")).toEqual([]);
  });

  test("the proxy sends a user whose browser has lost the key to the step-up page, which binds another one", async () => {
    const user = await openUser("step-up");
    const { page, device, open, expire } = user;
    await signInByAction(user, `step-up-${strategy}`);
    await expire();
    await open("/account");
    app().proxy.failNext("/api/auth/bound/refresh", { status: 401 });
    await expire();
    await open("/account");
    const { pathname, searchParams } = new URL(page.url());
    expect([pathname, searchParams.get("reason")]).toEqual(["/actions", "binding_required"]);
    const created = device.nextEvent("creation");
    await act(user, "stepUp");
    await page.getByText(`step-up-${strategy} wrote nothing`).waitFor();
    expect(await open("/account")).toBe(200);
    expect(await created).toMatchObject({ succeeded: true });
    expect(await device.sessions()).toHaveLength(1);
  });
}

/** Submits the form of a server action on `/actions`. */
async function act({ page }: User, name: string, text?: string): Promise<void> {
  if (text !== undefined) await page.getByLabel(`text of ${name}`).fill(text);
  await page.getByRole("button", { name }).click();
}
