import type { PrismaClient } from "../../generated/sqlite/client/client.ts";

export type Database = PrismaClient;

export type Provider = "sqlite" | "postgresql";

/** The provider for this address. Throws if none supports it. */
export function providerOf(url: string): Provider {
  if (/^postgres(ql)?:\/\//.test(url)) return "postgresql";
  if (url.startsWith("file:")) return "sqlite";
  throw new TypeError(
    `DATABASE_URL: expected postgres://… or file:…, got something that starts with ${JSON.stringify(url.split(":")[0])}.`,
  );
}

/** Loads only the client that is used. Connects at the first query. */
export async function openDatabase(url: string): Promise<Database> {
  return providerOf(url) === "sqlite" ? openSqlite(url) : openPostgres(url);
}

async function openSqlite(url: string): Promise<Database> {
  const [{ PrismaLibSql }, { reconnectOnBusy }, { PrismaClient }] = await Promise.all([
    import("@prisma/adapter-libsql"),
    import("@sessionkit/prisma"),
    import("../../generated/sqlite/client/client.ts"),
  ]);
  // Waits up to a second for a lock that another process holds.
  const adapter = new PrismaLibSql({ url, timeout: 1_000 });
  return new PrismaClient({ adapter: reconnectOnBusy(adapter) });
}

async function openPostgres(url: string): Promise<Database> {
  const [{ PrismaPg }, { PrismaClient }] = await Promise.all([
    import("@prisma/adapter-pg"),
    import("../../generated/postgresql/client/client.ts"),
  ]);
  // Without a limit, a request would wait for a connection during a whole outage.
  const adapter = new PrismaPg({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // The two clients have the same models, and differ only in features of one of the databases.
  return new PrismaClient({ adapter }) as unknown as Database;
}
