import {
  NOTIFY_REVOCATION,
  type PublishedRevocation,
  type RevocationStatements,
} from "@sessionkit/core/store";
import { and, asc, eq, gt, gte, lt, or, sql } from "drizzle-orm";
import type { Connection } from "../database/connection.ts";
import type { MappedTable } from "../database/database.ts";
import type { Dialect } from "../dialects/dialect.ts";

/** @param notifies whether an insert notifies the processes that listen */
export function revocationStatements(
  connection: Connection,
  revocations: MappedTable<PublishedRevocation>,
  dialect: Dialect,
  notifies: boolean,
): RevocationStatements {
  const { db, run } = connection;
  const { table, columns, selection, encode, toRow, fromRow } = revocations;
  const { id, until, publishedAt } = columns;
  const writes = dialect.createWrites(connection, revocations);
  const sortId = dialect.byteOrder(id);

  return {
    insert: (entry) =>
      run(() => {
        const insert = db
          .insert(table)
          .values(toRow({ ...entry, publishedAt: dialect.now as never }));
        return notifies ? insert.returning({ notified: sql.raw(NOTIFY_REVOCATION) }) : insert;
      }),

    remove: (entryId) => writes.delete(eq(id, entryId)),

    async selectAfter(position, limit) {
      const time = encode("publishedAt", position.publishedAt);
      // The first condition lets the database start in the index. The second excludes rows before the position.
      const isAfter = and(
        gte(publishedAt, time),
        or(gt(publishedAt, time), gt(sortId, position.id)),
      );
      const rows = await run(() =>
        db
          .select(selection)
          .from(table)
          .where(isAfter)
          .orderBy(asc(publishedAt), asc(sortId))
          .limit(limit)
          .$withCache(false),
      );
      return rows.map(fromRow);
    },

    deleteRevocations: async (before, limit) =>
      writes.deleteSome([lt(until, encode("until", before))], limit),
  };
}
