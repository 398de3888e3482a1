import { expect, test } from "vitest";
import { createService } from "../../test/service.ts";
import { ACTIVITY_TYPES } from "./activity-log.ts";
import {
  ACTIVITY_FIELDS,
  changeableFields,
  REVOCATION_FIELDS,
  SESSION_FIELDS,
  TEXT_LENGTHS,
} from "./record-fields.ts";

test("the fields are exactly the members of a record and of an entry, with their kinds", async () => {
  const { sessions, store } = createService();
  const { session } = await sessions.create("ada");
  const record = await store.find(session.id);
  const [entry] = await store.listByUser("ada", 1);
  for (const [fields, row] of [
    [SESSION_FIELDS, record],
    [ACTIVITY_FIELDS, entry],
  ] as const) {
    expect(Object.keys(fields).sort()).toEqual(Object.keys(row ?? {}).sort());
    for (const [name, kind] of Object.entries(fields)) {
      const value: unknown = Reflect.get(row as object, name);
      expect([name, kinds(value)]).toEqual([name, expect.arrayContaining([kind])]);
    }
  }
});

/** The kinds of which a value can be. */
function kinds(value: unknown): string[] {
  if (value === null) return ["nullable"];
  if (value instanceof Date) return ["timestamp"];
  if (typeof value === "boolean") return ["boolean"];
  if (typeof value === "number") return ["integer", "milliseconds"];
  if (typeof value === "string") return ["text", "key", "owner", "nullable"];
  return ["json"];
}

test("each text that core makes has a maximum length, and ids of the application have none", () => {
  const texts = Object.entries({ ...SESSION_FIELDS, ...ACTIVITY_FIELDS, ...REVOCATION_FIELDS })
    .filter(([, kind]) => ["text", "key", "owner", "nullable"].includes(kind))
    .map(([name]) => name);
  expect(Object.keys(TEXT_LENGTHS).sort()).toEqual(
    texts.filter((name) => name !== "userId" && name !== "actorId").sort(),
  );
  for (const type of ACTIVITY_TYPES)
    expect(type.length).toBeLessThanOrEqual(TEXT_LENGTHS.type ?? 0);
});

test("what may change is every known member with a value, but for those that are fixed", () => {
  const now = new Date(0);
  expect(
    changeableFields({
      lastActiveAt: now,
      ip: null,
      remember: false,
      generation: 0,
      userAgent: undefined,
      id: "x",
      userId: "x",
      version: 9,
      createdAt: now,
      unknown: 1,
    } as never),
  ).toEqual({ lastActiveAt: now, ip: null, remember: false, generation: 0 });
});
