import { buildRecord } from "@sessionkit/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPrismaStore } from "../src/store/create-prisma-store.ts";
import { openMariadb } from "./open-mariadb.ts";
import { connectPostgres, openPostgres } from "./open-postgres.ts";
import { openSqlite } from "./open-sqlite.ts";

const own = process.env.TZ;
beforeAll(() => {
  process.env.TZ = "America/New_York";
});
afterAll(() => {
  if (own === undefined) Reflect.deleteProperty(process.env, "TZ");
  else process.env.TZ = own;
});

it.each([
  [
    "Postgres",
    async () =>
      connectPostgres((await openPostgres()).url, { options: "-c TimeZone=Asia/Tokyo" }).prisma,
  ],
  ["MariaDB", async () => (await openMariadb()).prisma],
  ["SQLite", async () => (await openSqlite()).prisma],
])("writes and reads UTC on %s in any time zone of application and server", async (_, open) => {
  expect(new Date(0).getTimezoneOffset()).not.toBe(0);
  const prisma = (await open()) as Awaited<ReturnType<typeof openSqlite>>["prisma"];
  const store = createPrismaStore(prisma, { sessions: "session" });
  // In the hour that daylight saving time skips in New York.
  const record = buildRecord({ createdAt: new Date("2100-03-14T02:30:00.001Z") });
  await store.insert(record);
  expect(await store.find(record.id)).toEqual(record);
  const [row] = await prisma.$queryRawUnsafe<{ at: string }[]>(
    "SELECT CAST(created_at AS CHAR(23)) AS at FROM session",
  );
  expect(row?.at.replace("T", " ").slice(0, 23)).toBe("2100-03-14 02:30:00.001");
});
