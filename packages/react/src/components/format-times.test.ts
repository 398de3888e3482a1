import { expect, test } from "vitest";
import { formatRelativeTime } from "./format-relative-time.ts";
import { formatTimeLeft } from "./format-time-left.ts";

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

test.each([
  [0, "now"],
  [59_999, "now"],
  [MINUTE, "1 minute ago"],
  [119 * MINUTE, "1 hour ago"],
  [120 * MINUTE, "2 hours ago"],
  [24 * 60 * MINUTE, "yesterday"],
  [400 * 24 * 60 * MINUTE, "400 days ago"],
  [-5 * MINUTE, "now"],
])("formats %d ms ago as %s", (ago, text) => {
  expect(formatRelativeTime(NOW - ago, NOW, "en")).toBe(text);
});

test("formats for other languages", () => {
  expect(formatRelativeTime(NOW - 120 * MINUTE, NOW, "de")).toBe("vor 2 Stunden");
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
