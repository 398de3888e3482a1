import {
  NOTIFY_REVOCATION,
  type PublishedRevocation,
  type RevocationStatements,
} from "@sessionkit/core/store";
import { and, asc, eq, gt, gte, lt, or, sql } from "drizzle-orm";
import type { RecordTable } from "../database/dialect.ts";
import { selectRecords } from "./select-records.ts";

/** @param notifies whether an insert notifies the processes that listen */
export function revocationStatements(
  revocations: RecordTable<PublishedRevocation>,
  notifies: boolean,
): RevocationStatements {
  const { db, run, dialect, table, columns, encode, toRow } = revocations;
  const { id, until, publishedAt } = columns;
  const sortId = dialect.byteOrder(id);

  return {
    insert: (entry) =>
      run(() => {
        const row = toRow({ ...entry, publishedAt: dialect.now as never });
        const insert = db.insert(table).values(row);
        return notifies ? insert.returning({ notified: sql.raw(NOTIFY_REVOCATION) }) : insert;
      }),

    remove: (entryId) => revocations.delete(eq(id, entryId)),

    async selectAfter(position, limit) {
      const time = encode("publishedAt", position.publishedAt);
      // The first condition lets the database start in the index. The second excludes rows before the position.
      const isAfter = or(gt(publishedAt, time), gt(sortId, position.id));
      const where = and(gte(publishedAt, time), isAfter);
      return selectRecords(revocations, where, [asc(publishedAt), asc(sortId)], limit);
    },

    deleteRevocations: async (before, limit) =>
      revocations.deleteSome([lt(until, encode("until", before))], limit),
  };
}
