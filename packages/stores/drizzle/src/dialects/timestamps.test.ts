import type { Column } from "drizzle-orm";
import * as mysql from "drizzle-orm/mysql-core";
import * as pg from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";
import { mysql as mysqlDialect } from "./mysql.ts";
import { pg as pgDialect } from "./pg.ts";

describe("Postgres", () => {
  it.each([
    [true, pg.timestamp()],
    [true, pg.timestamp({ precision: 3 })],
    [true, pg.timestamp({ precision: 6, withTimezone: true })],
    [true, pg.bigint({ mode: "number" })],
    [true, pg.customType({ dataType: () => "timestamptz" })()],
    [false, pg.timestamp({ precision: 0 })],
    [false, pg.timestamp({ precision: 2, withTimezone: true })],
    [false, pg.date({ mode: "date" })],
    [false, pg.integer()],
  ])("returns %s for the column %#", (expected, builder) => {
    const table = pg.pgTable("a", { at: builder as ReturnType<typeof pg.integer> });
    expect(pgDialect.canHoldTimestamps(table.at as Column)).toBe(expected);
  });
});

describe("MySQL", () => {
  it.each([
    [true, mysql.datetime({ fsp: 3 })],
    [true, mysql.datetime({ fsp: 6 })],
    [true, mysql.bigint({ mode: "number" })],
    [false, mysql.datetime()],
    [false, mysql.datetime({ fsp: 2 })],
    [false, mysql.timestamp({ fsp: 3 })],
    [false, mysql.date({ mode: "date" })],
    [false, mysql.int()],
  ])("returns %s for the column %#", (expected, builder) => {
    const table = mysql.mysqlTable("a", { at: builder as ReturnType<typeof mysql.int> });
    expect(mysqlDialect.canHoldTimestamps(table.at as Column)).toBe(expected);
  });
});
