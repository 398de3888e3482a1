import type { ActivityEntry, ActivityLog } from "@sessionkit/core";
import { hasCode } from "../models/delegate.ts";
import type { MappedModel } from "../models/map-model.ts";
import { deleteBefore } from "./deletions.ts";

export function activityLog(activity: MappedModel<ActivityEntry>): ActivityLog {
  const { model, select, name, encode, canHold, where, toRow, fromRow } = activity;
  const at = name("at");
  const id = name("id");

  return {
    async record(entry) {
      try {
        await model.createMany({ data: [toRow(entry)] });
      } catch (error) {
        // `skipDuplicates` is not available on SQLite, and on MySQL it also hides other errors.
        if (!hasCode(error, "P2002")) throw error;
        const query = { where: where({ id: entry.id }), select: { [id]: true } };
        if (!(await model.findUnique(query))) throw error;
      }
    },

    async listByUser(userId, limit, cursor) {
      if (limit <= 0 || !canHold("userId", userId)) return [];
      const since = cursor && encode("at", cursor.at);
      // The first condition lets the database start in the index at the cursor. The second excludes entries before it.
      const afterCursor = cursor && {
        [at]: { lte: since },
        OR: [{ [at]: { lt: since } }, { [id]: { lt: encode("id", cursor.id) } }],
      };
      const rows = await model.findMany({
        where: { ...where({ userId }), ...afterCursor },
        select,
        orderBy: [{ [at]: "desc" }, { [id]: "desc" }],
        take: limit,
      });
      // A database may ignore case or spaces in comparisons.
      return rows.map(fromRow).filter((entry) => entry.userId === userId);
    },

    deleteBefore: async (before, limit) => deleteBefore(activity, "at", before, limit),
  };
}
