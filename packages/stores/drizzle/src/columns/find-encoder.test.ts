import type { FieldKind } from "@sessionkit/core/store";
import { bigint, integer, pgTable } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import { pg } from "../dialects/pg.ts";
import { findEncoder } from "./find-encoder.ts";

/** The types of columns, as Drizzle 0.45 and 1.0 name them. */
const ACCEPTED: [dataType: string, kind: FieldKind][] = [
  ["json", "json"],
  ["object json", "json"],
  ["date", "timestamp"],
  ["object date", "timestamp"],
  ["boolean", "boolean"],
  ["number", "integer"],
  ["number int53", "integer"],
  ["string", "text"],
  ["string uuid", "text"],
  ["custom", "text"],
];

const REJECTED: [dataType: string, kind: FieldKind][] = [
  ["object boolean", "boolean"],
  ["object number", "integer"],
  ["object string", "text"],
  ["object date-time", "timestamp"],
  ["object jsonb", "json"],
  ["custom x", "text"],
  ["object custom", "text"],
  ["json array", "json"],
  ["array", "json"],
  ["bigint", "integer"],
];

it.each(ACCEPTED)("accepts a column of the type %j for %s", (dataType, kind) => {
  expect(() => find(dataType, kind)).not.toThrow();
});

it.each(REJECTED)("rejects a column of the type %j for %s", (dataType, kind) => {
  const type = JSON.stringify(dataType);
  expect(() => find(dataType, kind)).toThrow(`has the Drizzle type ${type}, expected`);
});

it("rejects a column of 32 bits for milliseconds", () => {
  const { small, large } = pgTable("a", { small: integer(), large: bigint({ mode: "number" }) });
  const find = (name: "small" | "large") =>
    findEncoder(
      { path: name, member: "publishedAt", kind: "milliseconds", name },
      { small, large } as never,
      pg,
    );
  expect(() => find("large")).not.toThrow();
  expect(() => find("small")).toThrow(/too small for milliseconds/);
});

function find(dataType: string, kind: FieldKind) {
  const column = { name: "a", dataType, notNull: true, getSQLType: () => "timestamp(3)" };
  return findEncoder({ path: "a", member: "a", kind, name: "a" }, { a: column as never }, pg);
}
