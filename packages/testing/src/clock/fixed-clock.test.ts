import { expect, it } from "vitest";
import { fixedClock } from "./fixed-clock.ts";

it("does not advance by itself", () => {
  const clock = fixedClock("2030-01-01T00:00:00.000Z");
  expect([clock(), clock()]).toEqual([1_893_456_000_000, 1_893_456_000_000]);
});

it("advances by durations and by milliseconds", () => {
  const clock = fixedClock(0);
  expect(clock.advance("15m")).toBe(900_000);
  expect(clock.advance("1w")).toBe(900_000 + 604_800_000);
  expect(clock.advance(1)).toBe(900_001 + 604_800_000);
});

it("can be set to a time", () => {
  const clock = fixedClock();
  expect(clock.set(new Date(5))).toBe(5);
  expect(clock()).toBe(5);
});

it("starts later than a backend's own clock could expire records", () => {
  expect(fixedClock()()).toBe(Date.parse("2100-01-01T00:00:00.000Z"));
});

it.each(["soon", "15", "-5m"] as `${number}m`[])("refuses %s as a duration", (duration) => {
  expect(() => fixedClock().advance(duration)).toThrow(TypeError);
});
