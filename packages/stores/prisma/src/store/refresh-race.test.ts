import { describeRefreshRace } from "@sessionkit/testing";
import { beforeAll, describe } from "vitest";
import { openMariadb } from "../../fixture/open-mariadb.ts";
import { openPostgres } from "../../fixture/open-postgres.ts";
import { openSqlite } from "../../fixture/open-sqlite.ts";
import { RACING_USER } from "../../fixture/racing-user.ts";

const databases = { Postgres: openPostgres, MariaDB: openMariadb, libsql: openSqlite };

describe.each(Object.entries(databases))("two processes with %s", (database, open) => {
  let url: string;
  beforeAll(async () => {
    const opened = await open();
    // The models are the same; the types of the clients have nothing to do with each other.
    const prisma = opened.prisma as Awaited<ReturnType<typeof openSqlite>>["prisma"];
    await prisma.user.create({ data: RACING_USER });
    url = opened.url;
  });

  describeRefreshRace(`${database} through Prisma`, {
    module: new URL("../../fixture/racing-store.ts", import.meta.url),
    nodeArgs: ["--import", "tsx"],
    env: () => ({ RACE_DATABASE: database, RACE_URL: url }),
  });
});
