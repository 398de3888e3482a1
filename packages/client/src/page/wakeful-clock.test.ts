import { expect, test } from "vitest";
import { FakeClock } from "../../testing/fake-clock.ts";
import { createWakefulClock } from "./wakeful-clock.ts";

test("time passes", async () => {
  const clock = new FakeClock();
  const now = createWakefulClock();
  const start = now();
  await clock.advance(1_500);
  expect(now() - start).toBe(1_500);
});

test("a night's sleep counts, though the steady clock stood still", () => {
  const clock = new FakeClock();
  const now = createWakefulClock();
  const start = now();
  clock.lead += 8 * 3_600_000;
  expect(now() - start).toBe(8 * 3_600_000);
  expect(now() - start).toBe(8 * 3_600_000);
});

test("a wall clock that is set back changes nothing", async () => {
  const clock = new FakeClock();
  const now = createWakefulClock();
  const start = now();
  clock.lead -= 3_600_000;
  expect(now() - start).toBe(0);
  await clock.advance(1_000);
  expect(now() - start).toBe(1_000);
});
