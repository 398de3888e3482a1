import { describe, expect, it } from "vitest";
import { describeType } from "../base/describe-type.ts";
import { SessionConfigError } from "../base/errors.ts";
import { decodeField } from "./decode-field.ts";
import type { FieldKind } from "./record-fields.ts";
import { createRowMapper, mapFields } from "./record-mapping.ts";

interface Entry {
  readonly id: string;
  readonly count: number;
  readonly note: string | null;
}

const FIELDS = { id: "text", count: "integer", note: "nullable" } as const;

const map = (names: object) =>
  mapFields("table.columns", "column", FIELDS as never, names as never, ({ path, name }) => {
    if (name === "missing") throw new SessionConfigError(path, "does not exist.");
    return (value) => (typeof value === "object" && value !== null ? undefined : value);
  });

const mapper = createRowMapper<Entry>(map({ count: "total" }));

describe("createRowMapper", () => {
  it("renames the members in both directions", () => {
    const entry = { id: "a", count: 1, note: null };
    expect(mapper.toRow(entry)).toEqual({ id: "a", total: 1, note: null });
    expect(mapper.fromRow({ id: "a", total: "1", note: null, other: true })).toEqual(entry);
  });

  it("omits undefined values and names that are not members", () => {
    const values = { id: "a", count: undefined, other: 1 } as object;
    expect(mapper.toRow(values)).toEqual({ id: "a" });
  });

  it("throws for a value that the column cannot hold, without the value", () => {
    const value = { secret: "hidden" } as unknown as number;
    expect(mapper.canHold("count", value)).toBe(false);
    expect(() => mapper.encode("count", value)).toThrow(/column for count cannot hold/);
    expect(() => mapper.toRow({ count: value })).not.toThrow(/hidden/);
  });
});

describe("mapFields", () => {
  it.each([
    [
      "an unknown member",
      { token: "id" },
      "table.columns.token",
      /is not a member.*id, count, note/,
    ],
    ["a member of Object", { constructor: "id" }, "table.columns.constructor", /is not a member/],
    ["a missing column", { note: "missing" }, "table.columns.note", /does not exist/],
    ["a shared column", { note: "id" }, "table.columns.note", /column "id" already holds id/],
  ])("rejects %s", (_, names, option, message) => {
    const call = () => map(names);
    expect(call).toThrow(message);
    expect(call).toThrow(expect.objectContaining({ code: "session_config", option }));
  });
});

describe("decodeField", () => {
  const date = new Date(1_767_225_600_123);

  it.each<[FieldKind, unknown, unknown]>([
    ["text", "a", "a"],
    ["text", new TextEncoder().encode("é"), "é"],
    ["key", 7, "7"],
    ["key", 7n, "7"],
    ["owner", 7, "7"],
    ["owner", null, null],
    ["nullable", null, null],
    ["integer", "42", 42],
    ["integer", 42n, 42],
    ["timestamp", date, date],
    ["timestamp", String(date.getTime()), date],
    ["timestamp", BigInt(date.getTime()), date],
    ["boolean", true, true],
    ["boolean", 0, false],
    ["boolean", "1", true],
    ["json", `{"a":1}`, { a: 1 }],
  ])("decodes %s from %o", (kind, value, expected) => {
    expect(decodeField(kind, value)).toEqual(expected);
  });

  it.each<[FieldKind, unknown, RegExp]>([
    ["text", null, /text .* got null/],
    ["text", { not: "" }, /text .* got object/],
    ["key", undefined, /an id .* got undefined/],
    ["key", null, /an id .* got null/],
    ["owner", undefined, /an id or null .* got undefined/],
    ["integer", 1.5, /an integer .* got number/],
    ["integer", "many", /an integer/],
    ["timestamp", "yesterday", /a timestamp/],
    ["timestamp", new Date(Number.NaN), /a timestamp/],
    ["boolean", "yes", /a boolean/],
    ["boolean", 2, /a boolean/],
    ["json", "[]", /a JSON object/],
    ["json", "null", /a JSON object/],
    ["json", "{hidden", /a JSON object in the database, got string/],
    ["json", 1, /a JSON object/],
  ])("rejects %s from %o", (kind, value, message) => {
    const decode = () => decodeField(kind, value);
    expect(decode).toThrow(TypeError);
    expect(decode).toThrow(message);
  });
});

describe("describeType", () => {
  it("never includes the value", () => {
    const values = [undefined, null, "redis://user:secret@host", 7, {}, () => "secret"];
    expect(values.map(describeType)).toEqual([
      "undefined",
      "null",
      "a string",
      "a number",
      "an object",
      "a function",
    ]);
  });
});
