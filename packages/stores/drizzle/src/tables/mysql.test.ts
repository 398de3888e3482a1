import { generateMySQLDrizzleJson, generateMySQLMigration } from "drizzle-kit/api";
import { expect, it, onTestFinished } from "vitest";
import { openMysql2 } from "../../test/open-mysql2.ts";
import { createActivityTable, createSessionTable, createTableStatements } from "./mysql.ts";

it.each([
  ["session", "session_activity"],
  ["app_session", "app_activity"],
])("creates %s and %s as drizzle-kit does", async (session, activity) => {
  const tables = { session: createSessionTable(session), activity: createActivityTable(activity) };
  const generated = await generateMySQLMigration(
    await generateMySQLDrizzleJson({}),
    await generateMySQLDrizzleJson(tables),
  );
  const statements = createTableStatements(tables.session, tables.activity);
  const names = [session, activity];
  expect(await created(statements, names)).toEqual(await created(generated, names));
  expect(await created([...statements, ...statements], names)).toHaveLength(2);
});

it("quotes names", () => {
  expect(createTableStatements(createSessionTable("a`b"))[0]).toMatch(
    /^CREATE TABLE IF NOT EXISTS `a``b` \(\n\t`id` varbinary\(21\) PRIMARY KEY NOT NULL,/,
  );
});

/** Returns the description of the created tables by the database. */
async function created(statements: string[], names: string[]): Promise<unknown[]> {
  const backend = await openMysql2();
  onTestFinished(() => backend.close());
  for (const statement of statements) await backend.query(statement);
  const shown = await Promise.all(names.map((name) => backend.query(`show create table ${name}`)));
  return shown.map(([row]) => row?.["Create Table"]);
}
