import type { SessionStore } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRecord } from "../records/build-record.ts";

const hostile: Record<string, string> = {
  "an SQL condition": "' OR '1'='1",
  "a second SQL statement": `"; DELETE FROM session; --`,
  "no characters": "",
  "10 kB of text": "a".repeat(10_000),
  "wildcards alone": "%",
  "a pattern of keys": "*",
  "a name of JavaScript's own": "__proto__",
  "a method of every object": "constructor",
  "a line break and a command": "a\r\nFLUSHALL\r\n",
  "a path": "../../etc/passwd",
  "a quote and emoji": "'👾",
};

/** An id never comes from a client unverified; a store must still take it for nothing but an id. */
export const hostileCases: readonly ContractCase<SessionStore>[] = Object.entries(hostile).map(
  ([title, id]) => ({
    title: `takes ${title} for an id that is not there`,
    async run(store) {
      const bystander = buildRecord();
      await store.insert(bystander);
      expect(await store.find(id)).toBeNull();
      expect(await store.update(id, 1, { ip: null })).toBe("missing");
      expect(await store.delete(id)).toBe(false);
      expect(await store.findByUser(id, bystander.createdAt)).toEqual([]);
      expect(await store.deleteByUser(id)).toEqual([]);
      expect(await store.deleteByUser(buildRecord().userId, id)).toEqual([]);
      expect(await store.find(bystander.id)).toEqual(bystander);
    },
  }),
);
