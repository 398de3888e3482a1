import fc from "fast-check";
import { expect, test } from "vitest";
import { BoundedMap } from "./bounded-map.ts";

test("an entry that is read stays while others come and go", () => {
  const map = new BoundedMap<number, string>(10);
  map.set(0, "kept");
  for (let key = 1; key < 1_000; key++) {
    map.set(key, "passing");
    expect(map.get(0)).toBe("kept");
  }
  expect(map.get(1)).toBeUndefined();
});

test("holds at most its capacity, and always the last half of it", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 20 }),
      fc.array(fc.record({ key: fc.nat(40), read: fc.boolean() }), { maxLength: 200 }),
      (capacity, steps) => {
        const map = new BoundedMap<number, number>(capacity);
        const written: number[] = [];
        steps.forEach(({ key, read }, index) => {
          if (read) {
            map.get(key);
            return;
          }
          map.set(key, index);
          written.push(key);
        });
        expect(map.size).toBeLessThanOrEqual(2 * Math.floor(capacity / 2));
      },
    ),
  );
});

test("a value that is set again replaces the older one in both generations", () => {
  const map = new BoundedMap<string, number>(4);
  map.set("a", 1);
  map.set("b", 1);
  map.set("c", 1);
  map.set("a", 2);
  expect(map.get("a")).toBe(2);
  map.delete("a");
  expect(map.get("a")).toBeUndefined();
});
