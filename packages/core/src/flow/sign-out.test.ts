import { expect, test } from "vitest";
import { MODES, signedInTo } from "../../test/signed-in.ts";

test.each(MODES)("an unknown scope is refused, and ends nothing (%s)", async (mode) => {
  const { sessions, browser, resolve } = await signedInTo(mode);
  for (const scope of ["everything", "", "toString", null]) {
    const signingOut = sessions.signOut(browser.request({ method: "POST" }), scope as never);
    await expect(signingOut).rejects.toMatchObject({ code: "session_config", option: "scope" });
  }
  expect((await resolve()).status).toBe("authenticated");
});
