import { expect, it } from "vitest";
import { keySlot } from "./key-slot.ts";

it.each([
  // The example of the specification of Redis Cluster, and those of its command CLUSTER KEYSLOT.
  ["123456789", 0x31c3],
  ["somekey", 11_058],
  ["foo{hash_tag}", 2_515],
  ["bar{hash_tag}", 2_515],
])("puts %s where Redis does", (key, slot) => {
  expect(keySlot(key)).toBe(slot);
});
