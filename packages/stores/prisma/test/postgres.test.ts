import { createPrismaStore } from "../src/store/create-prisma-store.ts";
import { describePrismaStore, describePrismaUsers } from "./describe-prisma-store.ts";
import { connectJoining, connectPostgres, openPostgres } from "./open-postgres.ts";

const models = {
  sessions: "session",
  user: "user",
  activity: "sessionActivity",
  revocations: "sessionRevocation",
} as const;

describePrismaStore(
  "Postgres",
  async () => {
    const { prisma, url } = await openPostgres();
    return {
      store: createPrismaStore(prisma, models),
      second: createPrismaStore(connectPostgres(url).prisma, models),
      insertUser: (user) => prisma.user.create({ data: { ...user, settings: { dark: true } } }),
    };
  },
  async () => createPrismaStore(connectPostgres("postgres://none@127.0.0.1:1/none").prisma, models),
);

describePrismaUsers(
  "Postgres with relationJoins",
  async () => {
    const { prisma: migrating, url } = await openPostgres();
    return {
      store: createPrismaStore(connectJoining(url).prisma, models),
      insertUser: (user) => migrating.user.create({ data: { ...user, settings: { dark: true } } }),
    };
  },
  async () => createPrismaStore(connectJoining("postgres://none@127.0.0.1:1/none").prisma, models),
);
