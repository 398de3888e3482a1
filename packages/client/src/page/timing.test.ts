import fc from "fast-check";
import { expect, test } from "vitest";
import { renewalDelay, retryDelay } from "./timing.ts";

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("a renewal is always after a second at least, and before the credential runs out if that is later", () => {
  fc.assert(
    fc.property(fc.nat(1e8), random, (lifetime, dice) => {
      const delay = renewalDelay(lifetime, dice);
      expect(delay).toBeGreaterThanOrEqual(1_000);
      expect(delay).toBeLessThanOrEqual(Math.max(1_000, lifetime));
    }),
  );
});

test("signed out there is nothing to come", () => {
  expect(renewalDelay(Infinity, 0.5)).toBe(Infinity);
});

test("attempts come no sooner than asked for, and never more than a minute later", () => {
  fc.assert(
    fc.property(fc.nat(2_000), fc.nat(600_000), random, (failures, retryAfter, dice) => {
      const delay = retryDelay(failures, retryAfter, dice);
      expect(delay).toBeGreaterThanOrEqual(Math.max(500, retryAfter));
      expect(delay).toBeLessThanOrEqual(Math.max(60_000, retryAfter));
    }),
  );
});
