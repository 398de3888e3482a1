import type { ActivityEntry, SessionRecord } from "@sessionkit/core";
import type { drizzle } from "drizzle-orm/mysql2";
import { expectTypeOf, it } from "vitest";
import { activityTable } from "./activity-table.ts";
import { sessionTable } from "./session-table.ts";

declare const db: ReturnType<typeof drizzle>;

type Mutable<Entry> = { -readonly [Name in keyof Entry]: Entry[Name] };

it("selects rows that are records", () => {
  expectTypeOf(sessionTable.$inferSelect).toEqualTypeOf<Mutable<SessionRecord>>();
  expectTypeOf(activityTable.$inferSelect).toEqualTypeOf<Mutable<ActivityEntry>>();
  expectTypeOf(db.select().from(sessionTable)).resolves.toEqualTypeOf<Mutable<SessionRecord>[]>();
});

it("takes rows that are records", () => {
  db.insert(sessionTable).values({} as SessionRecord);
  // @ts-expect-error: the others may not be left out
  db.insert(sessionTable).values({ id: "a" });
  // @ts-expect-error: a version is a number
  db.update(sessionTable).set({ version: "1" });
});
