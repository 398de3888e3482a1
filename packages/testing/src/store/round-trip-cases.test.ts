import type { SessionRecord, SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describeMutations } from "../contract/describe-mutations.ts";
import { roundTripCases } from "./round-trip-cases.ts";

describeMutations<SessionStore>(
  roundTripCases,
  createMemoryStore,
  {
    "dates returned as text": {
      breaks: "preserves dates to the millisecond",
      by: found((record) => ({ ...record, ...Object.fromEntries(datesOf(record, String)) })),
    },
    "columns of its own in a record": {
      breaks: "preserves dates to the millisecond",
      by: found((record) => ({ ...record, rowid: 1 })),
    },
    "dates without milliseconds": {
      breaks: "preserves dates to the millisecond",
      by: found((record) => ({ ...record, ...Object.fromEntries(datesOf(record, truncated)) })),
    },
    "dates before 2106 only": {
      breaks: "preserves dates as far as the year 9999",
      by: found((record) => ({
        ...record,
        idleExpiresAt: new Date(Math.min(record.idleExpiresAt.getTime(), 2 ** 32 * 1000)),
      })),
    },
    "16-bit text": {
      breaks: "preserves emoji and other pairs of surrogates in every text",
      by: found((record) => ({
        ...record,
        userAgent: (record.userAgent ?? "").replace(/[^\0-\uffff]/gu, "?"),
      })),
    },
    "text that is trimmed": {
      breaks: "preserves spaces at both ends in every text",
      by: found((record) => ({
        ...record,
        userAgent: (record.userAgent ?? "").trim(),
      })),
    },
    "text that is normalised": {
      breaks: "preserves composed and decomposed letters in every text",
      by: found((record) => ({
        ...record,
        userAgent: (record.userAgent ?? "").normalize(),
      })),
    },
    "text of 255 characters": {
      breaks: "preserves a user agent of 512 bytes",
      by: found((record) => ({
        ...record,
        userAgent: (record.userAgent ?? "").slice(0, 255),
      })),
    },
    "null returned as empty text": {
      breaks: "preserves null where there may be no text",
      by: found((record) => ({ ...record, ip: record.ip ?? "" })),
    },
    "remember that is always true": {
      breaks: "preserves a session that ends with the browser",
      by: found((record) => ({ ...record, remember: true })),
    },
    "data of one level": {
      breaks: "preserves data of nested objects and lists",
      by: found((record) => ({
        ...record,
        data: Object.fromEntries(Object.entries(record.data).map(([k, v]) => [k, String(v)])),
      })),
    },
    "data copied by assignment": {
      breaks: "preserves members named like JavaScript's own, and pollutes no prototype",
      by: found((record) => ({ ...record, data: assigned(record.data) as SessionRecord["data"] })),
    },
    "data merged into what every object has": {
      breaks: "preserves members named like JavaScript's own, and pollutes no prototype",
      by: found((record) => {
        const polluted = Object.hasOwn(record.data, "__proto__");
        if (polluted) Reflect.set(Object.prototype, "polluted", true);
        queueMicrotask(() => Reflect.deleteProperty(Object.prototype, "polluted"));
        return { ...record, data: polluted ? {} : record.data };
      }),
    },
  },
  /^preserves (?!members)/,
);

function found(change: (record: SessionRecord) => SessionRecord) {
  return (store: SessionStore): Partial<SessionStore> => ({
    async find(id) {
      const record = await store.find(id);
      return record && change(record);
    },
  });
}

function datesOf(record: SessionRecord, change: (date: Date) => unknown): [string, unknown][] {
  return Object.entries(record).map(([name, value]) => [
    name,
    value instanceof Date ? change(value) : value,
  ]);
}

function truncated(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}

function assigned(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const copy: object = Array.isArray(value) ? [] : {};
  for (const name of Object.keys(value)) {
    Reflect.set(copy, name, assigned(Reflect.get(value, name)));
  }
  return copy;
}
