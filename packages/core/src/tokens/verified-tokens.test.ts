import { expect, test } from "vitest";
import { randomText } from "../base/bytes.ts";
import { createVerifiedTokens, type VerifiedTokens } from "./verified-tokens.ts";

test("a token is kept from its second sight", () => {
  const cache = createVerifiedTokens<number>();
  cache.offer("a", 1);
  expect(cache.get("a")).toBeUndefined();
  cache.offer("a", 1);
  expect([cache.get("a"), cache.size]).toEqual([1, 1]);
});

test("tokens that come in turn are kept, but for the few that meet in one bucket", () => {
  const cache = createVerifiedTokens<number>();
  const tokens = Array.from({ length: 1_000 }, () => randomText(32));
  for (const _ of [1, 2]) for (const token of tokens) cache.offer(token, 1);
  expect(tokens.filter((token) => cache.get(token)).length).toBeGreaterThan(980);
});

test("a token that comes again late is kept all the same", () => {
  const cache = createVerifiedTokens<number>({ entries: 4 });
  for (let index = 0; index < 100; index++) cache.offer(`other ${index}`, index);
  keep(cache, "mine", 1);
  expect(cache.get("mine")).toBe(1);
});

test("a million distinct tokens leave at most the allowed number", () => {
  const cache = createVerifiedTokens<number>({ entries: 1_000, bytes: 10_000_000 });
  for (let index = 0; index < 1_000_000; index++) keep(cache, `h.${index}.s`, index);
  expect(cache.size).toBeLessThanOrEqual(1_000);
  expect(cache.get("h.999999.s")).toBe(999_999);
  expect(cache.get("h.1.s")).toBeUndefined();
});

test("long tokens count by their length", () => {
  const cache = createVerifiedTokens<number>({ entries: 1_000, bytes: 100_000 });
  for (let index = 0; index < 100; index++) keep(cache, `${"x".repeat(4_000)}${index}`, index);
  expect(cache.size).toBeLessThanOrEqual(19);
  keep(cache, "y".repeat(100_000), 1);
  expect(cache.get("y".repeat(100_000))).toBeUndefined();
});

test("a token in use stays while others come and go", () => {
  const cache = createVerifiedTokens<number>({ entries: 100 });
  keep(cache, "mine", 1);
  for (let index = 0; index < 10_000; index++) {
    keep(cache, `other ${index}`, index);
    expect(cache.get("mine")).toBe(1);
  }
});

test("the same token twice is kept once, with its latest value", () => {
  const cache = createVerifiedTokens<number>();
  keep(cache, "a", 1);
  keep(cache, "a", 2);
  expect([cache.get("a"), cache.size]).toEqual([2, 1]);
});

test("a token of the same end is another token", () => {
  const cache = createVerifiedTokens<number>();
  keep(cache, "mine.signature", 1);
  expect(cache.get("other.signature")).toBeUndefined();
});

test("most tokens of a cache that is half full are still there", () => {
  const cache = createVerifiedTokens<number>({ entries: 2_000 });
  const tokens = Array.from({ length: 1_000 }, () => randomText(32));
  for (const token of tokens) keep(cache, token, 1);
  expect(cache.size).toBeGreaterThan(900);
  expect(tokens.filter((token) => cache.get(token))).toHaveLength(cache.size);
});

test("what is deleted or cleared is gone", () => {
  const cache = createVerifiedTokens<number>({ entries: 4 });
  for (const token of ["a", "b", "c"]) keep(cache, token, 1);
  cache.delete("a");
  cache.delete("c");
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([undefined, 1, undefined]);
  cache.clear();
  expect(cache.size).toBe(0);
});

function keep(cache: VerifiedTokens<number>, token: string, value: number): void {
  cache.offer(token, value);
  cache.offer(token, value);
}
