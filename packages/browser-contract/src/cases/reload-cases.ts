import { expect, test } from "vitest";
import type { Subject } from "../harness/subject.ts";
import type { User } from "../harness/user.ts";

/** Pages that the browser loads again, after it has proven the key. */
export function reloadCases({ app, openUser, strategy }: Subject): void {
  test("a link from another site is sent again once by the browser, with the cookie and without a history entry", async () => {
    const user = await openUser("link");
    await user.signIn();
    await user.prove();
    await user.openOtherSite("/protected");
    const before = await historyLength(user);
    await user.expire();
    await app().mark();
    await user.page.getByText("link").click();
    await user.page.getByText(`"user":"link-${strategy}"`).waitFor();
    expect(
      app()
        .requestsOf("/protected")
        .map(({ status }) => status),
    ).toEqual([200, 200]);
    const sites = app()
      .requestsOf("/protected")
      .map(({ headers }) => headers["sec-fetch-site"]);
    expect(sites).toEqual(["cross-site", "same-origin"]);
    expect(app().refreshes()).toHaveLength(1);
    expect(await historyLength(user)).toBe(before + 1);
  });

  test("a page with an older cookie, which a late answer has set, opens after a proof, in place of a step-up", async () => {
    const user = await openUser("late");
    await user.signIn();
    await user.prove();
    const before = await historyLength(user);
    await app().expireAccess();
    await user.device.replaceCookie(app().boundCookie, "stale");
    await app().mark();
    await user.page.evaluate('location.assign("/protected")');
    await user.page.getByText(`"user":"late-${strategy}"`).waitFor();
    expect(
      app()
        .requestsOf("/protected")
        .map(({ status, answer }) => [status, answer.refresh]),
    ).toEqual([
      [200, "0"],
      [200, undefined],
    ]);
    expect(app().refreshes()).toHaveLength(1);
    expect(await historyLength(user)).toBe(before + 1);
    expect(await app().events()).not.toContain("session.binding_lost");
  });

  test("a link from another site in a browser without the key is refused at its second arrival", async () => {
    const [user, thief] = [await openUser("linked"), await openUser("thief-by-link")];
    await user.signIn();
    await user.prove();
    await user.device.copyCookiesTo(thief.device);
    await thief.device.expire(app().boundCookie);
    await app().expireAccess();
    await thief.openOtherSite("/protected");
    await app().mark();
    await thief.page.getByText("link").click();
    await thief.page.getByText("binding_required").waitFor();
    expect(
      app()
        .requestsOf("/protected")
        .map(({ status }) => status),
    ).toEqual([200, 401]);
    expect(app().refreshes()).toEqual([]);
  });
}

function historyLength({ page }: User): Promise<number> {
  return page.evaluate("history.length");
}
