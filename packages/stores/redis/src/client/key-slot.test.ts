import { expect, it } from "vitest";
import { keySlot } from "./key-slot.ts";

it.each([
  // From the specification of Redis Cluster and the documentation of CLUSTER KEYSLOT.
  ["123456789", 0x31c3],
  ["somekey", 11_058],
  ["foo{hash_tag}", 2_515],
  ["bar{hash_tag}", 2_515],
])("returns the slot of %s as Redis does", (key, slot) => {
  expect(keySlot(key)).toBe(slot);
});
