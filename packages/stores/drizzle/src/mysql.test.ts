import { generateMySQLDrizzleJson, generateMySQLMigration } from "drizzle-kit/api";
import { expect, it, onTestFinished } from "vitest";
import { openMysql2 } from "../test/open-mysql2.ts";
import {
  createActivityTable,
  createRevocationTable,
  createSessionTable,
  createTableStatements,
} from "./mysql.ts";

it.each([
  ["session", "session_activity", "session_revocation"],
  ["app_session", "app_activity", "app_revocation"],
])("creates %s, %s and %s as drizzle-kit does", async (session, activity, revocation) => {
  const tables = {
    session: createSessionTable(session),
    activity: createActivityTable(activity),
    revocation: createRevocationTable(revocation),
  };
  const generated = await generateMySQLMigration(
    await generateMySQLDrizzleJson({}),
    await generateMySQLDrizzleJson(tables),
  );
  const statements = createTableStatements(...Object.values(tables));
  const names = [session, activity, revocation];
  expect(await created(statements, names)).toEqual(await created(generated, names));
  expect(await created([...statements, ...statements], names)).toHaveLength(3);
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
