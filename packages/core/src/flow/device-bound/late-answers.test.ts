import { describe, expect, test } from "vitest";
import { bound } from "../../../test/bound.ts";
import { navigation, statusesOf } from "../../../test/device.ts";
import { copyOf, SESSION, STRATEGIES } from "../../../test/signed-in.ts";
import { provenIn } from "../../../test/signed-in-bound.ts";
import { arrivalOf } from "../../binding.ts";

const NAMES = { jwt: "__Host-access", database: "__Host-bound" };

describe.each(STRATEGIES)("after a late answer has set an older cookie (%s)", (strategy) => {
  const name = NAMES[strategy];

  test.each(["a step-up", "a rotation"] as const)(
    "of before %s, the session is signed in as long as the cookie proves the key",
    async (what) => {
      const { device, clock, sessions, resolve, types } = await provenIn({ strategy });
      clock.advance("5m");
      const { session } = await resolve();
      const before = device.jar.get(name) as string;
      const request = device.request({ method: "POST" });
      if (what === "a rotation") await device.refresh();
      else device.obey(await sessions.renew(session as never, { request, authenticated: true }));
      device.jar.set(name, before);
      const outcome = await resolve();
      expect(outcome).toMatchObject({ status: "authenticated", session: { id: session?.id } });
      for (const cookie of outcome.cookies)
        if (cookie.name === name) expect(Number(cookie.maxAge)).toBeLessThanOrEqual(600);
      expect(outcome.session?.authenticatedAt).toBe(
        what === "a rotation" ? session?.authenticatedAt : clock(),
      );
      const thief = copyOf(device);
      clock.advance("11m");
      expect(await resolve(thief)).toMatchObject({ reason: "binding_required" });
      device.expire();
      expect(statusesOf(await device.refresh()).at(-1)).toBe(200);
      expect((await resolve()).status).toBe("authenticated");
      expect(types()).not.toContain("binding_lost");
    },
  );

  test.each(["of another session", "that is not genuine"] as const)(
    "%s, the browser proves the key before its next request, which is no lost key",
    async (what) => {
      const { device, clock, sessions, resolve, types } = await provenIn({ strategy });
      const other = await provenIn({ strategy });
      const stuck = what === "of another session" ? (other.device.jar.get(name) as string) : "x";
      clock.advance("16m");
      device.jar.set(name, stuck);
      const page = bound(sessions, device, navigation("same-origin"));
      const arrival = await arrivalOf(page);
      expect(arrival?.headers).toContainEqual(["refresh", "0"]);
      device.obey(page.response);
      expect([...device.jar.keys()]).toEqual([SESSION]);
      expect(types()).not.toContain("binding_lost");
      // A browser that has lost its key.
      const second = bound(sessions, copyOf(device), navigation("same-origin"));
      expect(await arrivalOf(second)).toBeNull();
      expect(types()).toContain("binding_lost");
      expect(statusesOf(await device.refresh()).at(-1)).toBe(200);
      expect((await resolve()).status).toBe("authenticated");
    },
  );

  test.each([
    ["a script", { headers: { "sec-fetch-mode": "cors", "sec-fetch-site": "same-origin" } }],
    ["a form", { method: "POST", headers: { "sec-fetch-mode": "navigate" } }],
    [
      "a prefetch",
      { headers: { ...navigation("same-origin").headers, "sec-purpose": "prefetch" } },
    ],
  ])("the answer to %s is not loaded again", async (_, options) => {
    const { device, clock, sessions } = await provenIn({ strategy });
    clock.advance("16m");
    device.jar.set(name, "x");
    expect(await arrivalOf(bound(sessions, device, options))).toBeNull();
  });
});

test("a request that was on its way when the bound cookie ended is signed in", async () => {
  const { device, clock, resolve } = await provenIn({ strategy: "database" });
  clock.advance(604);
  expect((await resolve(copyOf(device))).status).toBe("authenticated");
  clock.advance(2);
  expect((await resolve(copyOf(device))).reason).toBe("binding_required");
});
