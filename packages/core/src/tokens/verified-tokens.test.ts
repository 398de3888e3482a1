import { expect, test } from "vitest";
import { createVerifiedTokens } from "./verified-tokens.ts";

const token = (index: number): string =>
  `header.payload-${index}.${String(index).padStart(43, "s")}`;

test("returns what a token decodes to, and nothing for another one", () => {
  const tokens = createVerifiedTokens<number>();
  tokens.set(token(1), 1);
  expect(tokens.get(token(1))).toBe(1);
  expect(tokens.get(token(2))).toBeUndefined();
});

test("compares the whole token: the same signature under another payload is another token", () => {
  const tokens = createVerifiedTokens<number>();
  tokens.set(token(1), 1);
  expect(tokens.get(token(1).replace("payload", "changed"))).toBeUndefined();
});

test("a million tokens leave at most the allowed number, the latest among them", () => {
  const tokens = createVerifiedTokens<number>({ entries: 1_000 });
  for (let index = 0; index < 1_000_000; index++) tokens.set(token(index), index);
  const kept = Array.from({ length: 2_000 }, (_, index) => token(999_999 - index)).filter(
    (one) => tokens.get(one) !== undefined,
  );
  expect(kept.length).toBeLessThanOrEqual(1_000);
  expect(tokens.get(token(999_999))).toBe(999_999);
});

test("nothing is kept if the cache is off", () => {
  const tokens = createVerifiedTokens<number>(false);
  tokens.set(token(1), 1);
  expect(tokens.get(token(1))).toBeUndefined();
});
