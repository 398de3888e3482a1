import type { JsonObject, SessionStore } from "@sessionkit/core";
import { type FieldKind, SESSION_FIELDS } from "@sessionkit/core/store";
import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRecord, type OwnedRecord } from "../records/build-record.ts";

const ALL_BUT_NUL = Array.from({ length: 0x9f }, (_, i) => String.fromCharCode(i + 1)).join("");

export const texts: Record<string, string> = {
  "emoji and other pairs of surrogates": "👩‍👩‍👧‍👦 𝒳 \u{10ffff}",
  "scripts of either direction": "Łódź שלום مرحبا 你好 ไทย",
  "control characters": ALL_BUT_NUL,
  "separators and marks without width": "a\u2028b\u2029c\u200dd\ufeffe\u00a0f",
  "composed and decomposed letters": "\u00e9 e\u0301",
  "quotes and placeholders": `'"\`\\ ; -- $1 ? :name %s \${x} {{y}}`,
  "spaces at both ends": "  a  ",
  "what looks like another type": "007",
};

const data: Record<string, JsonObject> = {
  "without members": {},
  "of nested objects and lists": { a: { b: [{ c: [[]] }, [1, [2, { d: {} }]]] } },
  "with null, false, 0 and empty text": {
    null: null,
    false: false,
    zero: 0,
    text: "",
    list: [null],
  },
  "with large, small and negative numbers": { n: [2 ** 53 - 1, -1, 0.1, 1e-7, -2.5, 123456.789] },
  "with member names that a path would read": { "": 1, "a.b": 2, $set: 3, "0": 4, "x[1]": 5 },
  "with 10 kB of text": { text: "é".repeat(5_000) },
};

/** The members that a record of each title must preserve. */
const samples: Record<string, Partial<OwnedRecord>> = {
  "null where there may be no text": each("nullable", () => null),
  "text where there may be none": {
    ...each("nullable", (index) => `text ${index}`),
    ip: "192.0.2.1",
  },
  "an IPv6 address": { ip: "2001:db8:ffff:ffff:ffff:ffff:255.255.255.255".slice(0, 45) },
  "a user agent of 512 bytes": { userAgent: "é".repeat(256) },
  "a label of 100 characters": { label: "é".repeat(100) },
  "an actor with an id of 255 characters": { actorId: "a".repeat(255) },
  "a key of 1,000 characters": { boundKey: "k".repeat(1_000) },
  "a session that ends with the browser": { remember: false },
  "large counters": each("integer", (index) => 2 ** 31 - 1 - index),
  "dates to the millisecond": {
    ...each(
      "timestamp",
      (index) => new Date(Date.UTC(2100, index, 28, 23, 59, 59, 999 - 100 * index)),
    ),
    absoluteExpiresAt: new Date("2101-12-31T23:59:59.049Z"),
    idleExpiresAt: new Date("2101-07-01T02:30:00.501Z"),
  },
  "booleans that are true": each("boolean", () => true),
  "booleans that are false": each("boolean", () => false),
  "dates as far as the year 9999": {
    idleExpiresAt: new Date("9999-12-31T23:59:59.998Z"),
    absoluteExpiresAt: new Date("9999-12-31T23:59:59.999Z"),
  },
};

/** A value for each member of a kind, by its place: no store can keep one in the column of another. */
function each(kind: FieldKind, value: (index: number) => unknown): Partial<OwnedRecord> {
  const members = Object.entries<FieldKind>(SESSION_FIELDS).filter(([, one]) => one === kind);
  return Object.fromEntries(members.map(([name], index) => [name, value(index)]));
}

export const roundTripCases: readonly ContractCase<SessionStore>[] = [
  ...Object.entries(samples).map(([title, sample]) => preserves(title, sample)),
  ...Object.entries(texts).map(([title, text]) =>
    preserves(`${title} in every text`, {
      userAgent: text,
      label: text.slice(0, 100),
      data: { text, [text]: [text] },
    }),
  ),
  ...Object.entries(data).map(([title, data]) => preserves(`data ${title}`, { data })),
  {
    title: "preserves members named like JavaScript's own, and pollutes no prototype",
    async run(store) {
      const text =
        '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"nested":{"__proto__":[1],"toString":"x"}}';
      const record = buildRecord({ data: JSON.parse(text) });
      await store.insert(record);
      await store.update(record.id, 1, { ip: null });
      expect(sorted((await store.find(record.id))?.data)).toBe(sorted(JSON.parse(text)));
      await store.update(record.id, 2, { data: JSON.parse(text) });
      expect(sorted((await store.find(record.id))?.data)).toBe(sorted(JSON.parse(text)));
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
  },
];

function preserves(title: string, sample: Partial<OwnedRecord>): ContractCase<SessionStore> {
  return {
    title: `preserves ${title}`,
    async run(store) {
      const record = buildRecord(sample);
      await store.insert(record);
      expect(await store.find(record.id)).toEqual(record);
      expect(await store.findByUser(record.userId, record.createdAt)).toEqual([record]);
    },
  };
}

/** As text, so that `__proto__` counts only as an own member; a store need not keep the order of members. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted)}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${sorted(Reflect.get(value, name))}`)}}`;
}
