import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { retryOnConflict } from "./retry-on-conflict.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const conflict = new Error("deadlock");
const isConflict = (error: unknown): boolean => error === conflict;

test.each([1, 2, 3, 4, 5])(
  "a statement that succeeds at attempt %i is answered",
  async (attempt) => {
    let tries = 0;
    const answer = retryOnConflict(isConflict, async () => {
      if (++tries < attempt) throw conflict;
      return "done";
    });
    await vi.advanceTimersByTimeAsync(150);
    expect(await answer).toBe("done");
    expect(tries).toBe(attempt);
  },
);

test("a statement that conflicts five times rejects with its last error", async () => {
  let tries = 0;
  const rejected = expect(
    retryOnConflict(isConflict, async () => {
      tries++;
      throw conflict;
    }),
  ).rejects.toBe(conflict);
  await vi.advanceTimersByTimeAsync(150);
  await rejected;
  expect(tries).toBe(5);
});

test("any other error rejects at once", async () => {
  let tries = 0;
  const other = new Error("syntax");
  await expect(
    retryOnConflict(isConflict, async () => {
      tries++;
      throw other;
    }),
  ).rejects.toBe(other);
  expect(tries).toBe(1);
});
