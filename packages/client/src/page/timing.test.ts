import fc from "fast-check";
import { expect, test } from "vitest";
import { renewalDelay, retryDelay } from "./timing.ts";

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("a refresh is due after at least one second, and before the credential expires if that is later", () => {
  fc.assert(
    fc.property(fc.nat(1e8), fraction, (lifetime, random) => {
      const delay = renewalDelay(lifetime, random);
      expect(delay).toBeGreaterThanOrEqual(1_000);
      expect(delay).toBeLessThanOrEqual(Math.max(1_000, lifetime));
    }),
  );
});

test("no refresh is due without a lifetime", () => {
  expect(renewalDelay(Infinity, 0.5)).toBe(Infinity);
});

test("a retry is never before Retry-After, and at most a minute after it", () => {
  fc.assert(
    fc.property(fc.nat(2_000), fc.nat(600_000), fraction, (failures, retryAfter, random) => {
      const delay = retryDelay(failures, retryAfter, random);
      expect(delay).toBeGreaterThanOrEqual(Math.max(500, retryAfter));
      expect(delay).toBeLessThanOrEqual(Math.max(60_000, retryAfter));
    }),
  );
});

test("of a bound session, a request is due in the last 90 seconds, in which the browser refreshes it", () => {
  fc.assert(
    fc.property(fc.nat(1e8), fraction, (lifetime, random) => {
      const delay = renewalDelay(lifetime, random, true);
      expect(delay).toBeGreaterThanOrEqual(Math.max(15_000, lifetime - 90_000));
      expect(delay).toBeLessThanOrEqual(Math.max(15_000, lifetime - 30_000));
    }),
  );
});
