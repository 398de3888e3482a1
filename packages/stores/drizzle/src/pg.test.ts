import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { pgSchema } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import {
  createActivityTable,
  createRevocationTable,
  createSessionTable,
  createTableStatements,
} from "./pg.ts";

it.each([
  ["session", "session_activity", "session_revocation", undefined],
  ["app_session", "app_activity", "app_revocation", undefined],
  ["session", "session_activity", "session_revocation", pgSchema("auth")],
])("creates %s, %s and %s as drizzle-kit does", async (session, activity, revocation, schema) => {
  const tables = {
    session: createSessionTable(session, schema),
    activity: createActivityTable(activity, schema),
    revocation: createRevocationTable(revocation, schema),
  };
  const generated = await generateMigration(
    generateDrizzleJson({}),
    generateDrizzleJson({ ...tables, schema }),
  );
  const statements = createTableStatements(...Object.values(tables));
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
