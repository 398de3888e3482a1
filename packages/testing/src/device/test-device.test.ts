import { createPublicKey, verify } from "node:crypto";
import { expect, it } from "vitest";
import type { DeviceAlgorithm } from "./device-key.ts";
import { createTestDevice, type DeviceAnswer, type TestDevice } from "./test-device.ts";

const OFFER = '(ES256 RS256);path="/bound/register";challenge="first"';

function answer(status: number, text: string, challenge?: string): DeviceAnswer {
  const value = challenge === undefined ? null : `"${challenge}";id="one"`;
  return { status, text, header: (name) => (name === "secure-session-challenge" ? value : null) };
}

function describing(id: string): string {
  return JSON.stringify({
    session_identifier: id,
    refresh_url: "/bound/refresh",
    scope: { include_site: false },
    credentials: [{ type: "cookie", name: "__Host-access", attributes: "Path=/; Secure" }],
  });
}

async function registered(alg: DeviceAlgorithm = "ES256"): Promise<TestDevice> {
  const device = createTestDevice(alg);
  await device.register(OFFER);
  expect(device.registered(answer(200, describing("one"), "second"))).toBe(true);
  return device;
}

/** Reads a proof with the crypto of Node. */
function read(token: string, jwk?: object) {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const parsed = JSON.parse(Buffer.from(header, "base64url").toString());
  const key = createPublicKey({ key: jwk ?? parsed.jwk, format: "jwk" } as never);
  const valid = verify(
    "sha256",
    Buffer.from(`${header}.${payload}`),
    { key, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  return {
    valid,
    header: parsed,
    payload: JSON.parse(Buffer.from(payload, "base64url").toString()),
  };
}

it.each(["ES256", "RS256"] as const)("signs a registration and a refresh with %s", async (alg) => {
  const device = createTestDevice(alg);
  const request = await device.register(OFFER);
  expect(request).toMatchObject({ method: "POST", path: "/bound/register" });
  const proof = read(request?.headers["secure-session-response"] ?? "");
  expect(proof).toEqual({
    valid: true,
    header: { alg, jwk: device.key?.jwk, typ: "dbsc+jwt" },
    payload: { jti: "first" },
  });
  device.registered(answer(200, describing("one"), "second"));
  const refresh = await device.refresh();
  expect(refresh).toMatchObject({
    path: "/bound/refresh",
    headers: { "sec-secure-session-id": "one" },
  });
  expect(read(refresh.headers["secure-session-response"] ?? "", device.key?.jwk)).toEqual({
    valid: true,
    header: { alg, typ: "dbsc+jwt" },
    payload: { jti: "second" },
  });
});

it("ignores an offer for another algorithm", async () => {
  const device = createTestDevice("RS256");
  expect(await device.register('(ES256);path="/a";challenge="b"')).toBeNull();
});

it.each([
  ["another status", answer(409, describing("one"))],
  ["no JSON", answer(200, "<html>")],
  ["no credentials", answer(200, '{"session_identifier":"one","refresh_url":"/a"}')],
])("has no session after a registration that is answered with %s", async (_, refusal) => {
  const device = createTestDevice();
  await device.register(OFFER);
  expect([device.registered(refusal), device.session]).toEqual([false, null]);
});

it("refreshes without a proof after a restart, and signs the challenge of the response", async () => {
  const device = await registered();
  device.restart();
  expect((await device.refresh()).headers).toEqual({ "sec-secure-session-id": "one" });
  expect(device.refreshed(answer(403, "", "third"))).toBe("again");
  const proof = (await device.refresh()).headers["secure-session-response"] ?? "";
  expect(read(proof, device.key?.jwk).payload).toEqual({ jti: "third" });
});

it.each([
  ["kept", answer(200, describing("one"))],
  ["kept", answer(200, "")],
  ["kept", answer(204, "")],
  ["kept", answer(503, "")],
  ["ended", answer(200, '{"session_identifier":"one","continue":false}')],
  ["ended", answer(200, describing("another"))],
  ["ended", answer(200, "<html>")],
  ["ended", answer(302, "")],
  ["ended", answer(401, "")],
  ["ended", answer(404, "")],
  ["ended", answer(429, "")],
] as const)("a session is %s after a refresh that is answered %#", async (verdict, response) => {
  const device = await registered();
  expect(device.refreshed(response)).toBe(verdict);
  expect(device.session === null).toBe(verdict === "ended");
});

it("ends its session at the fourth refusal of a proof", async () => {
  const device = await registered();
  const verdicts = ["a", "b", "c", "d"].map((challenge) =>
    device.refreshed(answer(403, "", challenge)),
  );
  expect(verdicts).toEqual(["again", "again", "again", "ended"]);
});
