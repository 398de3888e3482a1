import { buildRecord } from "@sessionkit/testing";
import { Cache } from "drizzle-orm/cache/core";
import { drizzle } from "drizzle-orm/libsql";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { expect, it } from "vitest";
import { activityTable, sessionTable } from "../src/sqlite.ts";
import { createDrizzleStore } from "../src/store/create-drizzle-store.ts";
import { temporaryDatabase } from "./temporary-database.ts";

/** A cache that returns an empty result for every query. */
class StaleCache extends Cache {
  override strategy() {
    return "all" as const;
  }
  override async get() {
    return [];
  }
  override async put(): Promise<void> {
    return undefined;
  }
  override async onMutate(): Promise<void> {
    return undefined;
  }
}

it("never reads from the application's query cache", async () => {
  const { client } = await temporaryDatabase("CREATE TABLE user (id TEXT PRIMARY KEY)");
  const db = drizzle({ client, cache: new StaleCache() });
  const users = sqliteTable("user", { id: text().primaryKey() });
  const store = createDrizzleStore(db, { sessions: sessionTable, users, activity: activityTable });

  const record = buildRecord();
  await store.insert(record);
  expect(await db.select().from(sessionTable)).toEqual([]);
  expect(await store.find(record.id)).toEqual(record);
  expect(await store.findWithUser(record.id)).toEqual({ record, user: null });
  expect(await store.findByUser(record.userId, record.createdAt)).toEqual([record]);
  expect(await store.update(record.id, 9, {})).toBe("conflict");
});
