import { generateSQLiteDrizzleJson, generateSQLiteMigration } from "drizzle-kit/api";
import { expect, it } from "vitest";
import {
  createActivityTable,
  createRevocationTable,
  createSessionTable,
  createTableStatements,
} from "./sqlite.ts";

it.each([
  ["session", "session_activity", "session_revocation"],
  ["auth_session", "auth_activity", "auth_revocation"],
])("creates %s, %s and %s as drizzle-kit does", async (session, activity, revocation) => {
  const tables = {
    session: createSessionTable(session),
    activity: createActivityTable(activity),
    revocation: createRevocationTable(revocation),
  };
  const generated = await generateSQLiteMigration(
    await generateSQLiteDrizzleJson({}),
    await generateSQLiteDrizzleJson(tables),
  );
  const statements = createTableStatements(...Object.values(tables));
  expect(statements.map((sql) => sql.replace(" IF NOT EXISTS", "")).sort()).toEqual(
    generated.map((sql) => sql.trim()).sort(),
  );
});

it("quotes names", () => {
  expect(createTableStatements(createSessionTable("a`b"))[0]).toMatch(
    /^CREATE TABLE IF NOT EXISTS `a``b` \(\n\t`id` text PRIMARY KEY NOT NULL,/,
  );
});
