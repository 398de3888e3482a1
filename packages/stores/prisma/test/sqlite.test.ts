import { createPrismaStore } from "../src/store/create-prisma-store.ts";
import { describePrismaStore } from "./describe-prisma-store.ts";
import { connectSqlite, openSqlite } from "./open-sqlite.ts";

const models = {
  sessions: "session",
  user: "user",
  activity: "sessionActivity",
  revocations: "sessionRevocation",
} as const;

describePrismaStore(
  "libsql in a file",
  async () => {
    const { prisma, url } = await openSqlite();
    return {
      store: createPrismaStore(prisma, models),
      second: createPrismaStore(connectSqlite(url).prisma, models),
      insertUser: (user) => prisma.user.create({ data: { ...user, settings: { dark: true } } }),
    };
  },
  async () => createPrismaStore(connectSqlite("file:/nowhere/there/is.db").prisma, models),
);
