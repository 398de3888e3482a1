import { expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { type ClientInfo, createClientInfo, isElsewhere } from "./client-info.ts";

const read = createClientInfo({ ip: true, userAgent: true, trustedProxies: 0 });
const userAgentOf = (userAgent: string) =>
  read(createBrowser().request({ headers: { "user-agent": userAgent } })).userAgent;

test("a user agent is cut to 512 bytes, between characters", () => {
  expect(userAgentOf("x".repeat(2_000))).toBe("x".repeat(512));
  expect(userAgentOf(`a${"é".repeat(400)}`)).toBe(`a${"é".repeat(255)}`);
  expect(userAgentOf("👋".repeat(200))).toBe("👋".repeat(128));
  expect(userAgentOf(`${"x".repeat(510)}👋`)).toBe("x".repeat(510));
});

test("what no database can hold is left out of a user agent", () => {
  expect(userAgentOf("a\0b")).toBe("ab");
  for (const text of ["a\ud800b", "\ud800", `${"x".repeat(511)}👋`])
    expect(userAgentOf(text)?.isWellFormed()).toBe(true);
});

test("what is switched off, and what a request does not have, is null", () => {
  const none: ClientInfo = { ip: null, userAgent: null };
  const off = createClientInfo({ ip: false, userAgent: false, trustedProxies: 0 });
  expect(off(createBrowser().request())).toEqual(none);
  expect(read(undefined)).toEqual(none);
  expect(read(createBrowser().request({ address: null, headers: { "user-agent": "" } }))).toEqual(
    none,
  );
});

const at = (ip: string | null, userAgent: string | null = "one"): ClientInfo => ({ ip, userAgent });

test.each([
  ["the same client", at("192.0.2.7"), at("192.0.2.7"), false],
  ["the same IPv4 network", at("192.0.2.7"), at("192.0.2.250"), false],
  ["another IPv4 network", at("192.0.2.7"), at("192.0.3.7"), true],
  ["the same IPv6 network", at("2001:db8:1:2::7"), at("2001:db8:1:ffff::9"), false],
  ["another IPv6 network", at("2001:db8:1::7"), at("2001:db8:2::7"), true],
  ["a short IPv6 address in the same network", at("2001:db8::7"), at("2001:db8:0:5::7"), false],
  ["loopback of both kinds", at("127.0.0.1"), at("::1"), true],
  ["another device in the same network", at("192.0.2.7"), at("192.0.2.7", "two"), true],
  ["an address that is not known", at("192.0.2.7"), at(null), false],
  ["a device that is not known", at("192.0.2.7", null), at("192.0.2.7", "two"), false],
  ["nothing known of either", at(null, null), at(null, null), false],
])("%s is elsewhere: %#", (_, before, now, elsewhere) => {
  expect(isElsewhere(before, now)).toBe(elsewhere);
  expect(isElsewhere(now, before)).toBe(elsewhere);
});
