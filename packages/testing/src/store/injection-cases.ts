import type { SessionStore } from "@sessionkit/core";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRecord } from "../records/build-record.ts";

const injections: Record<string, string> = {
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

/** Core verifies each id that a client sends. A store must still treat it as an id only. */
export const injectionCases: readonly ContractCase<SessionStore>[] = Object.entries(injections).map(
  ([title, id]) => ({
    title: `treats ${title} as an unknown id`,
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
