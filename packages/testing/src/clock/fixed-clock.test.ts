import { expect, it } from "vitest";
import { fixedClock } from "./fixed-clock.ts";

it("stands still until it is moved", () => {
  const clock = fixedClock("2030-01-01T00:00:00.000Z");
  expect([clock(), clock()]).toEqual([1_893_456_000_000, 1_893_456_000_000]);
});

it("moves on by durations and by milliseconds", () => {
  const clock = fixedClock(0);
  expect(clock.advance("15m")).toBe(900_000);
  expect(clock.advance("1w")).toBe(900_000 + 604_800_000);
  expect(clock.advance(1)).toBe(900_001 + 604_800_000);
});

it("goes to the moment it is set to", () => {
  const clock = fixedClock();
  expect(clock.set(new Date(5))).toBe(5);
  expect(clock()).toBe(5);
});

it("starts after anything that a backend's own clock could expire", () => {
  expect(fixedClock()()).toBe(Date.parse("2100-01-01T00:00:00.000Z"));
});

it.each(["soon", "15", "-5m"] as `${number}m`[])("refuses %s as a duration", (duration) => {
  expect(() => fixedClock().advance(duration)).toThrow(TypeError);
});
