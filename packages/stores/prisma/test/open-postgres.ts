import { PrismaPg } from "@prisma/adapter-pg";
import { usePostgres } from "@sessionkit/test-servers";
import { PrismaClient as JoiningClient } from "../generated/joins/client/client.ts";
import { PrismaClient } from "../generated/postgresql/client/client.ts";
import { atEnd } from "./at-end.ts";
import { createTables, recordStatements } from "./database.ts";

const USERS = `CREATE TABLE app_user (id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT, settings JSONB NOT NULL,
  "joinedAt" TIMESTAMP(3) NOT NULL)`;

/** A new database on a real Postgres, with the tables of this package and of `more`. */
export async function openPostgres(...more: readonly string[]) {
  const { url, close } = await usePostgres();
  atEnd(close);
  const opened = connectPostgres(url);
  await createTables(opened.prisma, "postgresql", USERS, ...more);
  return { ...opened, url };
}

interface Pool {
  readonly max?: number;
  readonly connectionTimeoutMillis?: number;
  readonly query_timeout?: number;
  readonly options?: string;
}

export function connectPostgres(url: string, pool: Pool = {}) {
  const adapter = new PrismaPg({ connectionString: url, ...pool });
  return recordStatements(new PrismaClient({ adapter, log: [{ emit: "event", level: "query" }] }));
}

/** A client with the preview feature relationJoins. */
export function connectJoining(url: string) {
  const adapter = new PrismaPg({ connectionString: url });
  return recordStatements(new JoiningClient({ adapter, log: [{ emit: "event", level: "query" }] }));
}
