import type { ActivityEntry, ActivityLog } from "@sessionkit/core";
import type { MappedModel } from "../models/map-model.ts";
import { deleteBefore } from "./delete-before.ts";

export function activityLog(activity: MappedModel<ActivityEntry>): ActivityLog {
  const { model, select, name, encode, canHold, where, toRow, fromRow } = activity;
  const at = name("at");
  const id = name("id");

  return {
    async record(entry) {
      const row = toRow(entry);
      try {
        await model.createMany({ data: [row] });
      } catch (error) {
        // `skipDuplicates` is not there on SQLite, and on MySQL it hides other failures too.
        if (!isDuplicate(error)) throw error;
        const same = await model.findUnique({
          where: where({ id: entry.id }),
          select: { [id]: true },
        });
        if (!same) throw error;
      }
    },

    async listByUser(userId, limit, cursor) {
      if (limit <= 0 || !canHold("userId", userId)) return [];
      const since = cursor && encode("at", cursor.at);
      // The first condition alone lets an index begin at the cursor; the second leaves out what came before it.
      const rest = cursor && {
        [at]: { lte: since },
        OR: [{ [at]: { lt: since } }, { [id]: { lt: encode("id", cursor.id) } }],
      };
      const rows = await model.findMany({
        where: { ...where({ userId }), ...rest },
        select,
        orderBy: [{ [at]: "desc" }, { [id]: "desc" }],
        take: limit,
      });
      // As with sessions: what a database took for the same user may be another.
      return rows.map(fromRow).filter((entry) => entry.userId === userId);
    },

    deleteBefore: async (before, limit) => deleteBefore(activity, "at", before, limit),
  };
}

function isDuplicate(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === "P2002";
}
