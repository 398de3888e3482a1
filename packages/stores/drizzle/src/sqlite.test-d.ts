import type { ActivityEntry, PublishedRevocation, SessionRecord } from "@sessionkit/core/store";
import type { drizzle } from "drizzle-orm/libsql";
import { expectTypeOf, it } from "vitest";
import { activityTable, revocationTable, sessionTable } from "./sqlite.ts";

declare const db: ReturnType<typeof drizzle>;

type Mutable<Entry> = { -readonly [Name in keyof Entry]: Entry[Name] };

it("selects rows with the type of a record", () => {
  expectTypeOf(sessionTable.$inferSelect).toEqualTypeOf<Mutable<SessionRecord>>();
  expectTypeOf(activityTable.$inferSelect).toEqualTypeOf<Mutable<ActivityEntry>>();
  expectTypeOf(revocationTable.$inferSelect).toEqualTypeOf<Mutable<PublishedRevocation>>();
  expectTypeOf(db.select().from(sessionTable)).resolves.toEqualTypeOf<Mutable<SessionRecord>[]>();
});

it("accepts rows with the type of a record", () => {
  db.insert(sessionTable).values({} as SessionRecord);
  // @ts-expect-error: the other columns are required
  db.insert(sessionTable).values({ id: "a" });
  // @ts-expect-error: a version is a number
  db.update(sessionTable).set({ version: "1" });
});
