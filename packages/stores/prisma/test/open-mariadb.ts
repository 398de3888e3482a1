import { PrismaMariaDb } from "@prisma/adapter-mariadb";
import { useMariadb } from "@sessionkit/test-servers";
import { PrismaClient } from "../generated/mysql/client/client.ts";
import { atEnd } from "./at-end.ts";
import { createTables, recordStatements } from "./database.ts";

const USERS = `CREATE TABLE app_user (id VARCHAR(191) PRIMARY KEY, name VARCHAR(191) NOT NULL, role VARCHAR(191),
  settings JSON NOT NULL, joinedAt DATETIME(3) NOT NULL)`;

/** A new database on a real MariaDB, with the tables of this package and of `more`. */
export async function openMariadb(...more: readonly string[]) {
  const { url, close } = await useMariadb();
  atEnd(close);
  const opened = connectMariadb(url);
  await createTables(opened.prisma, "mariadb", USERS, ...more);
  return { ...opened, url };
}

export function connectMariadb(url: string) {
  const adapter = new PrismaMariaDb(url.replace(/^mysql:/, "mariadb:"));
  return recordStatements(new PrismaClient({ adapter, log: [{ emit: "event", level: "query" }] }));
}
