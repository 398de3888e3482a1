import { describeRefreshRace } from "@sessionkit/testing";
import { beforeAll, describe } from "vitest";
import { openMariadb } from "./open-mariadb.ts";
import { openPostgres } from "./open-postgres.ts";
import { openSqlite } from "./open-sqlite.ts";
import { RACING_USER } from "./racing-store.ts";

const databases = { Postgres: openPostgres, MariaDB: openMariadb, libsql: openSqlite };

describe.each(Object.entries(databases))("two processes with %s", (database, open) => {
  let url: string;
  beforeAll(async () => {
    const opened = await open();
    // The models are equal, but the types of the generated clients are unrelated.
    const prisma = opened.prisma as Awaited<ReturnType<typeof openSqlite>>["prisma"];
    await prisma.user.create({ data: RACING_USER });
    url = opened.url;
  });

  describeRefreshRace(`${database} through Prisma`, {
    module: new URL("./racing-store.ts", import.meta.url),
    nodeArgs: ["--import", "tsx"],
    env: () => ({ RACE_DATABASE: database, RACE_URL: url }),
  });
});
