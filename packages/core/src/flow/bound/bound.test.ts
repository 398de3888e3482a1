import { describe, expect, test } from "vitest";
import { bearer, createBrowser } from "../../../test/browser.ts";
import { createDevice, type Device } from "../../../test/device.ts";
import { createService, type Service, type ServiceOptions } from "../../../test/service.ts";
import { copyOf, STRATEGIES } from "../../../test/signed-in.ts";
import type { Outcome } from "../../index.ts";

type Signed = Service & {
  readonly device: Device;
  readonly id: string;
  resolve(from?: Pick<Device, "request" | "obey">): Promise<Outcome>;
  refresh(from?: Pick<Device, "request" | "obey">): Promise<Outcome>;
};

async function signedIn(options: ServiceOptions = {}): Promise<Signed> {
  const service = createService({ deviceBound: "offer", ...options });
  const { sessions } = service;
  const device = await createDevice(sessions);
  const created = await sessions.create("ada", { request: device.request() });
  device.obey(created);
  await device.register(created);
  return {
    ...service,
    device,
    id: created.session.id,
    async resolve(from = device) {
      const outcome = await sessions.resolve(from.request());
      from.obey(outcome);
      return outcome;
    },
    async refresh(from = device) {
      const outcome = await sessions.refresh(from.request({ method: "POST" }));
      from.obey(outcome);
      return outcome;
    },
  };
}

/** Signed in, and the key has been proven once. */
async function proven(options: ServiceOptions = {}): Promise<Signed> {
  const signed = await signedIn(options);
  signed.clock.advance("15m");
  signed.device.expire();
  await signed.device.refresh();
  return signed;
}

describe.each(STRATEGIES)("a bound session (%s)", (strategy) => {
  test("is refreshed by its browser, with one proof for each refresh", async () => {
    const { device, clock, resolve, types } = await signedIn({ strategy });
    expect(device.bound).not.toBeNull();
    expect(types()).toEqual(["created", "bound"]);
    for (let round = 0; round < 5; round++) {
      clock.advance("15m");
      device.expire();
      expect((await device.refresh()).map(({ status }) => status)).toEqual([200]);
      expect((await resolve()).status).toBe("authenticated");
    }
  });

  test("is worth nothing to a thief without the key", async () => {
    const { device, clock, resolve, refresh, sessions } = await proven({ strategy });
    const thief = copyOf(device);
    expect((await resolve(thief)).status).toBe("authenticated");
    clock.advance("16m");
    for (const outcome of [await resolve(thief), await refresh(thief)])
      expect(outcome).toMatchObject({ status: "unauthenticated", reason: "binding_required" });
    const token = thief.jar.get("__Host-session") as string;
    const other = createBrowser();
    const byBearer = await sessions.refresh(
      other.request({ method: "POST", headers: bearer(token) }),
    );
    const byBody = await sessions.refresh(other.request({ method: "POST" }), token);
    for (const outcome of [byBearer, byBody]) expect(outcome.reason).toBe("binding_required");
    device.expire();
    expect((await device.refresh()).at(-1)?.status).toBe(200);
    expect((await resolve()).status).toBe("authenticated");
  });
});

test("a sign-in offers a registration, and only a sign-in does", async () => {
  const { sessions, device } = await signedIn();
  const outcome = await sessions.refresh(device.request({ method: "POST" }));
  expect(outcome.cookies.length).toBeGreaterThan(0);
  expect(outcome.cookies.some(({ registration }) => registration)).toBe(false);
});
