import { expect, test, vi } from "vitest";
import { FakeClock, settled } from "../../test/fake-clock.ts";
import { FakeLocks } from "../../test/fake-locks.ts";
import { exclusive } from "./exclusive.ts";

function gate() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

test("runs one after the other, and passes `waited` to the second", async () => {
  const locks = new FakeLocks();
  const { passed, open } = gate();
  const first = vi.fn(() => passed.then(() => "first"));
  const second = vi.fn(async () => "second");
  const results = [exclusive(locks, "a", first), exclusive(locks, "a", second)];
  await settled();
  expect(first).toHaveBeenCalledExactlyOnceWith(false);
  expect(second).not.toHaveBeenCalled();
  open();
  expect(await Promise.all(results)).toEqual(["first", "second"]);
  expect(second).toHaveBeenCalledExactlyOnceWith(true);
});

test("does not wait for locks of another name", async () => {
  const locks = new FakeLocks();
  void exclusive(locks, "a", () => gate().passed);
  expect(await exclusive(locks, "b", async (waited) => waited)).toBe(false);
});

test("runs without the lock after 5 seconds", async () => {
  const clock = new FakeClock();
  const locks = new FakeLocks();
  void exclusive(locks, "a", () => gate().passed);
  await settled();
  const run = vi.fn(async () => "done");
  const result = exclusive(locks, "a", run);
  await clock.advance(4_999);
  expect(run).not.toHaveBeenCalled();
  await clock.advance(2);
  expect(await result).toBe("done");
  expect(run).toHaveBeenCalledExactlyOnceWith(true);
});

test("does not limit the duration of the run", async () => {
  const clock = new FakeClock();
  const { passed, open } = gate();
  const run = vi.fn(() => passed);
  const result = exclusive(new FakeLocks(), "a", run);
  await clock.advance(20_000);
  open();
  await result;
  expect(run).toHaveBeenCalledOnce();
});

test.each([undefined, new FakeLocks()])(
  "rejects with the error of the run, and does not repeat it",
  async (locks) => {
    const run = vi.fn(() => Promise.reject(new Error("no")));
    await expect(exclusive(locks, "a", run)).rejects.toThrow("no");
    expect(run).toHaveBeenCalledOnce();
  },
);

test("releases the lock after a failed run", async () => {
  const locks = new FakeLocks();
  const failed = exclusive(locks, "a", () => Promise.reject(new Error("no")));
  const next = exclusive(locks, "a", async () => "in");
  await expect(failed).rejects.toThrow("no");
  expect(await next).toBe("in");
});
