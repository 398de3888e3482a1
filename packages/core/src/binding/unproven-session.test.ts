import { expect, test } from "vitest";
import { TestRequest } from "../../test/bound.ts";
import { createDevice, type Device } from "../../test/device.ts";
import { createService, type Service } from "../../test/service.ts";
import { STRATEGIES } from "../../test/signed-in.ts";
import { outcomeFor, sessionFor } from "./unproven-session.ts";

/** A browser that has lost the key of its session, after it had proven it. */
async function lost(
  strategy: (typeof STRATEGIES)[number],
): Promise<Service & { readonly device: Device }> {
  const service = createService({ strategy, deviceBound: "offer" });
  const { sessions, clock } = service;
  const device = await createDevice(sessions);
  const created = await sessions.create("ada", { request: device.request() });
  device.obey(created);
  await device.register(created);
  clock.advance("15m");
  device.expire();
  await device.refresh();
  clock.advance("16m");
  device.expire();
  return { ...service, device };
}

test.each(STRATEGIES)(
  "a guard with an optional binding lets a user without their key in, who is not fresh (%s)",
  async (strategy) => {
    const { sessions, device } = await lost(strategy);
    const refused = new TestRequest(sessions, device.request());
    expect(await outcomeFor(refused, {})).toMatchObject({ reason: "binding_required" });
    expect(await refused.guard({})).toMatchObject({ status: 401 });

    const current = new TestRequest(sessions, device.request());
    expect(await outcomeFor(current, { binding: "optional" })).toMatchObject({
      status: "authenticated",
      session: { userId: "ada" },
    });
    expect(current.outcome?.session?.userId).toBe("ada");
    expect(await current.guard({ binding: "optional" })).toBeNull();
    expect(await current.guard({ binding: "optional", fresh: "10m" })).toMatchObject({
      status: 401,
      problem: { code: "session_not_fresh" },
    });
    expect(current.response.cookies.filter(({ value }) => value !== "")).toEqual([]);
  },
);

test("an optional binding changes nothing for other requests", async () => {
  const { sessions } = createService({ deviceBound: "offer" });
  const device = await createDevice(sessions);
  const anonymous = new TestRequest(sessions, device.request());
  expect(await outcomeFor(anonymous, { binding: "optional" })).toMatchObject({ reason: "absent" });
  device.obey(await sessions.create("ada", { request: device.request() }));
  const signedIn = new TestRequest(sessions, device.request());
  expect((await sessionFor(signedIn, { binding: "optional" }))?.userId).toBe("ada");
});
