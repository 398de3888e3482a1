import { createPrismaStore } from "../src/store/create-prisma-store.ts";
import { describePrismaStore } from "./describe-prisma-store.ts";
import { connectMariadb, openMariadb } from "./open-mariadb.ts";

const models = {
  sessions: "session",
  user: "user",
  activity: "sessionActivity",
  revocations: "sessionRevocation",
} as const;

describePrismaStore(
  "MariaDB",
  async () => {
    const { prisma, url } = await openMariadb();
    return {
      store: createPrismaStore(prisma, models),
      second: createPrismaStore(connectMariadb(url).prisma, models),
      insertUser: (user) => prisma.user.create({ data: { ...user, settings: { dark: true } } }),
    };
  },
  async () =>
    createPrismaStore(
      connectMariadb("mysql://none@127.0.0.1:1/none?acquireTimeout=100").prisma,
      models,
    ),
);
