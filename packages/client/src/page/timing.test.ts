import fc from "fast-check";
import { expect, test } from "vitest";
import { AT_ONCE, afterAnswer, afterFailure } from "./timing.ts";

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const time = fc.integer({ min: 0, max: 1e9 });

test("a renewal is always after a second at least, and before the credential runs out if that is later", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e8 }), time, random, (expiresIn, since, dice) => {
      const { next, deadline } = afterAnswer(expiresIn, since, dice);
      expect(next).toBeGreaterThanOrEqual(since + 1_000);
      expect(next).toBeLessThanOrEqual(Math.max(since + 1_000, deadline));
    }),
  );
});

test("signed out there is nothing to come", () => {
  expect(afterAnswer(null, 5, 0.5)).toEqual({ deadline: Infinity, next: Infinity, failures: 0 });
});

test("attempts come no sooner than asked for, and never more than a minute later", () => {
  fc.assert(
    fc.property(fc.nat(2_000), fc.nat(600), time, random, (failures, retryAfter, now, dice) => {
      const { next } = afterFailure({ ...AT_ONCE, failures }, retryAfter, now, dice);
      expect(next - now).toBeGreaterThanOrEqual(Math.max(500, retryAfter * 1_000));
      expect(next - now).toBeLessThanOrEqual(Math.max(60_000, retryAfter * 1_000));
    }),
  );
});
