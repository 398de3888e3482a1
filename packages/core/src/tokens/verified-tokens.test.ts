import { expect, test } from "vitest";
import { createVerifiedTokens } from "./verified-tokens.ts";

test("a million distinct tokens leave at most the allowed number", () => {
  const cache = createVerifiedTokens<number>({ entries: 1_000, bytes: 10_000_000 });
  for (let index = 0; index < 1_000_000; index++) cache.set(`h.${index}.s`, index);
  expect(cache.size).toBeLessThanOrEqual(1_000);
  expect(cache.get("h.999999.s")).toBe(999_999);
  expect(cache.get("h.1.s")).toBeUndefined();
});

test("long tokens count by their length", () => {
  const cache = createVerifiedTokens<number>({ entries: 1_000, bytes: 100_000 });
  for (let index = 0; index < 100; index++) cache.set(`${"x".repeat(4_000)}${index}`, index);
  expect(cache.size).toBeLessThanOrEqual(12);
  cache.set("y".repeat(80_000), 1);
  expect(cache.get("y".repeat(80_000))).toBeUndefined();
});

test("a token in use stays while others come and go", () => {
  const cache = createVerifiedTokens<number>({ entries: 100 });
  cache.set("mine", 1);
  for (let index = 0; index < 10_000; index++) {
    cache.set(`other ${index}`, index);
    expect(cache.get("mine")).toBe(1);
  }
});

test("what is deleted or cleared is gone, whichever half held it", () => {
  const cache = createVerifiedTokens<number>({ entries: 4 });
  for (const token of ["a", "b", "c"]) cache.set(token, 1);
  cache.delete("a");
  cache.delete("c");
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([undefined, 1, undefined]);
  cache.clear();
  expect(cache.size).toBe(0);
});
