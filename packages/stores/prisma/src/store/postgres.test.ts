import { describePrismaStore } from "../../fixture/describe-prisma-store.ts";
import { connectPostgres, openPostgres } from "../../fixture/open-postgres.ts";
import { createPrismaStore } from "./create-prisma-store.ts";

const models = { sessions: "session", user: "user", activity: "sessionActivity" } as const;

describePrismaStore(
  "Postgres",
  async () => {
    const { prisma } = await openPostgres();
    return {
      store: createPrismaStore(prisma, models),
      insertUser: (user) => prisma.user.create({ data: { ...user, settings: { dark: true } } }),
    };
  },
  async () =>
    createPrismaStore(connectPostgres("postgres://nobody@127.0.0.1:1/none").prisma, models),
);
