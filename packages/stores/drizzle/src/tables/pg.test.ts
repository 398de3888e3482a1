import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { pgSchema } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import { createActivityTable, createSessionTable, createTableStatements } from "./pg.ts";

it.each([
  ["session", "session_activity", undefined],
  ["app_session", "app_activity", undefined],
  ["session", "session_activity", pgSchema("auth")],
])("creates %s and %s as drizzle-kit does", async (session, activity, schema) => {
  const tables = {
    session: createSessionTable(session, schema),
    activity: createActivityTable(activity, schema),
  };
  const generated = await generateMigration(
    generateDrizzleJson({}),
    generateDrizzleJson({ ...tables, schema }),
  );
  const statements = createTableStatements(tables.session, tables.activity);
  expect(statements.map((sql) => sql.replace(" IF NOT EXISTS", "")).sort()).toEqual(
    generated.map((sql) => sql.trim()).sort(),
  );
});

it("quotes names", () => {
  expect(createTableStatements(createSessionTable('a"b', pgSchema("c.d")))).toEqual([
    'CREATE SCHEMA IF NOT EXISTS "c.d";',
    expect.stringMatching(
      /^CREATE TABLE IF NOT EXISTS "c\.d"\."a""b" \(\n\t"id" text PRIMARY KEY NOT NULL,/,
    ),
    expect.stringMatching(
      /^CREATE INDEX IF NOT EXISTS "a""b_user_id_created_at_idx" ON "c\.d"\."a""b" USING btree/,
    ),
    expect.anything(),
    expect.anything(),
  ]);
});
