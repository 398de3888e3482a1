import { expect, test } from "vitest";
import { ACCESS, copyOf, MODES, SESSION, signedIn, signedInTo } from "../../test/signed-in.ts";

test.each(MODES)("an unknown scope is refused, and ends nothing (%s)", async (mode) => {
  const { sessions, browser, resolve } = await signedInTo(mode);
  for (const scope of ["everything", "", "toString", null]) {
    const signingOut = sessions.signOut(browser.request({ method: "POST" }), scope as never);
    await expect(signingOut).rejects.toMatchObject({ code: "session_config", option: "scope" });
  }
  expect((await resolve()).status).toBe("authenticated");
});

test.each([SESSION, ACCESS])("a session that has ended is absent, by its %s", async (kept) => {
  const { sessions, browser } = await signedIn();
  const late = copyOf(browser);
  for (const name of [...late.jar.keys()]) if (name !== kept) late.jar.delete(name);
  const signOut = (scope: "current" | "others" | "all") =>
    sessions.signOut(late.request({ method: "POST" }), scope);
  await sessions.create("ada");
  expect(await signOut("current")).toMatchObject({ revoked: 1, reason: null });
  for (const scope of ["current", "others", "all"] as const)
    expect(await signOut(scope)).toMatchObject({ revoked: 0, reason: "absent" });
  expect(await sessions.list("ada")).toHaveLength(1);
});
