import { readFile } from "node:fs/promises";
import { atEnd } from "./at-end.ts";

/** A statement that Prisma sent, with its parameters. */
export interface Statement {
  readonly query: string;
  readonly params: readonly unknown[];
}

/** The members of a client of any provider that this folder uses. */
interface Client {
  $on(event: "query", listener: (event: { query: string; params: string }) => void): void;
  $executeRawUnsafe(sql: string): PromiseLike<number>;
  $disconnect(): Promise<void>;
}

/** Records the statements of a client. Disconnects it after the tests of the file. */
export function recordStatements<Log extends Client>(
  prisma: Log,
): { prisma: Log; statements: Statement[] } {
  const statements: Statement[] = [];
  prisma.$on("query", ({ query, params }) => {
    // Includes COMMIT and the like.
    statements.push({ query, params: JSON.parse(params) as unknown[] });
  });
  atEnd(() => prisma.$disconnect());
  return { prisma, statements };
}

/** Creates the tables that this package ships for a dialect, and runs `more`. */
export async function createTables(
  prisma: Client,
  dialect: "postgresql" | "mariadb" | "sqlite",
  ...more: readonly string[]
): Promise<void> {
  for (const sql of [...(await shippedStatements(dialect)), ...more]) {
    await prisma.$executeRawUnsafe(sql);
  }
}

/** The statements of `schema/<dialect>.sql`. */
export async function shippedStatements(dialect: string): Promise<string[]> {
  const file = await readFile(new URL(`../schema/${dialect}.sql`, import.meta.url), "utf8");
  return file.split(/;\s*/).filter((sql) => sql !== "");
}
