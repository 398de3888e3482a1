import { createPrismaStore } from "../src/store/create-prisma-store.ts";
import { connectSqlite, openSqlite } from "./open-sqlite.ts";

/** A store on a libsql file, and functions that lock the file with other connections. */
export async function openLockingSqlite(journal: "wal" | "delete") {
  const { prisma, url } = await openSqlite(
    "CREATE TABLE people (number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, secret TEXT)",
  );
  await prisma.$executeRawUnsafe(`PRAGMA journal_mode = ${journal}`);
  const connect = () => {
    const { prisma } = connectSqlite(url);
    const store = createPrismaStore(prisma, { sessions: "session", activity: "sessionActivity" });
    return { prisma, store };
  };
  return {
    ...connect(),
    connect,
    /** Acquires the write lock. Resolves to the function that releases it. */
    lock: () => hold(connect().prisma),
    /** Blocks reads and writes of all other connections. Resolves to the function that releases them. */
    async lockAll() {
      const { prisma } = connect();
      await prisma.$executeRawUnsafe("PRAGMA locking_mode = EXCLUSIVE");
      await prisma.$executeRawUnsafe("PRAGMA user_version = 1");
      return async () => {
        await prisma.$executeRawUnsafe("PRAGMA locking_mode = NORMAL");
        await prisma.session.count();
      };
    },
  };
}

type Client = ReturnType<typeof connectSqlite>["prisma"];

/** Opens a transaction that has written. Resolves to the function that ends it. */
async function hold(prisma: Client): Promise<() => Promise<void>> {
  const patience = { maxWait: 60_000, timeout: 60_000 };
  let end: () => void = () => undefined;
  let held: Promise<void> | undefined;
  await new Promise<void>((taken, failed) => {
    held = prisma.$transaction(async (transaction) => {
      await transaction.$executeRawUnsafe("UPDATE session SET ip = NULL WHERE id = 'none'");
      await new Promise<void>((resolve) => {
        end = resolve;
        taken();
      });
    }, patience);
    held.catch(failed);
  });
  return async () => {
    end();
    await held;
  };
}
