import { expect, test } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import { createSleepAwareClock } from "./sleep-aware-clock.ts";

test("advances with the monotonic clock", async () => {
  const clock = new FakeClock();
  const now = createSleepAwareClock();
  const start = now();
  await clock.advance(1_500);
  expect(now() - start).toBe(1_500);
});

test("includes sleep, during which the monotonic clock stands still", () => {
  const clock = new FakeClock();
  const now = createSleepAwareClock();
  const start = now();
  clock.wallClockOffset += 8 * 3_600_000;
  expect(now() - start).toBe(8 * 3_600_000);
  expect(now() - start).toBe(8 * 3_600_000);
});

test("does not go back when the wall clock is set back", async () => {
  const clock = new FakeClock();
  const now = createSleepAwareClock();
  const start = now();
  clock.wallClockOffset -= 3_600_000;
  expect(now() - start).toBe(0);
  await clock.advance(1_000);
  expect(now() - start).toBe(1_000);
});
