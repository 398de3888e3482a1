import { expect, test } from "vitest";
import { formatPastTime } from "./format-past-time.ts";
import { formatTimeLeft } from "./format-time-left.ts";

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const inLocale = (locale: string) => ({ locale, now: NOW, timeZone: "UTC" });

test.each([
  [0, "now"],
  [59_999, "now"],
  [MINUTE, "1 minute ago"],
  [119 * MINUTE, "1 hour ago"],
  [120 * MINUTE, "2 hours ago"],
  [24 * 60 * MINUTE, "yesterday"],
  [10_079 * MINUTE, "6 days ago"],
  [10_080 * MINUTE, "Jan 8, 2027"],
  [400 * 24 * 60 * MINUTE, "Dec 11, 2025"],
  [-5 * MINUTE, "now"],
])("formats %d ms ago as %s", (ago, text) => {
  expect(formatPastTime(NOW - ago, inLocale("en"))).toBe(text);
});

test("formats for other languages", () => {
  expect(formatPastTime(NOW - 120 * MINUTE, inLocale("de"))).toBe("vor 2 Stunden");
  expect(formatPastTime(NOW - 30_000 * MINUTE, inLocale("de"))).toBe("25.12.2026");
  expect(formatTimeLeft(90, "fr")).toBe("2 minutes");
});

test.each([
  [120, "2 minutes"],
  [61, "2 minutes"],
  [60, "1 minute"],
  [31, "1 minute"],
  [30, "30 seconds"],
  [11, "30 seconds"],
  [10, "10 seconds"],
  [1, "10 seconds"],
])("formats %d seconds as %s at most", (seconds, text) => {
  expect(formatTimeLeft(seconds, "en")).toBe(text);
});
