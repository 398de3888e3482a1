import { afterEach, expect, test, vi } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { checkTrustedProxies, clientAddress } from "./client-address.ts";

afterEach(() => vi.restoreAllMocks());

function address(
  hops: number,
  headers: Record<string, string>,
  socket: string | null = "10.0.0.1",
): string | null {
  return clientAddress(createBrowser().request({ headers, address: socket }), hops);
}

test.each([
  [
    "without a trusted proxy the socket decides, whatever the client writes",
    0,
    { "x-forwarded-for": "203.0.113.9" },
    "10.0.0.1",
  ],
  ["one proxy: the last entry", 1, { "x-forwarded-for": "6.6.6.6, 203.0.113.9" }, "203.0.113.9"],
  [
    "two proxies: the last but one",
    2,
    { "x-forwarded-for": "6.6.6.6, 203.0.113.9, 10.0.0.2" },
    "203.0.113.9",
  ],
  ["fewer entries than proxies: not known", 3, { "x-forwarded-for": "203.0.113.9" }, null],
  [
    "Forwarded alone",
    1,
    { forwarded: 'for=6.6.6.6, for="[2001:db8::1]:4711";proto=https' },
    "2001:db8::1",
  ],
  [
    "both headers, of one mind",
    1,
    { forwarded: "for=203.0.113.9", "x-forwarded-for": "6.6.6.6, 203.0.113.9" },
    "203.0.113.9",
  ],
  [
    "both headers, one of them written by the client",
    1,
    { forwarded: "for=6.6.6.6", "x-forwarded-for": "203.0.113.9" },
    null,
  ],
  ["a port is not part of the address", 1, { "x-forwarded-for": "203.0.113.9:443" }, "203.0.113.9"],
  ["IPv4 inside of IPv6 is IPv4", 1, { "x-forwarded-for": "::ffff:203.0.113.9" }, "203.0.113.9"],
  ["garbage", 1, { "x-forwarded-for": "<script>" }, null],
  ["an obfuscated node", 1, { forwarded: "for=_hidden" }, null],
  ["a number that some parsers take for an address", 1, { "x-forwarded-for": "3405803785" }, null],
  ["no header", 1, {}, "10.0.0.1"],
])("%s", (_, hops, headers, expected) => {
  expect(address(hops, headers as Record<string, string>)).toBe(expected);
});

test("trustProxy: true is taken for one proxy and warned about; nonsense is refused", () => {
  const warn = vi.spyOn(console, "warn").mockReturnValue(undefined);
  expect(checkTrustedProxies(true)).toBe(1);
  expect(warn).toHaveBeenCalledOnce();
  expect(checkTrustedProxies(false)).toBe(0);
  for (const nonsense of [-1, 1.5, "1" as unknown as number])
    expect(() => checkTrustedProxies(nonsense)).toThrow(/trustProxy/);
});
