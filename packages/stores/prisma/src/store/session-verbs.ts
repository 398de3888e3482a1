import {
  changeableFields,
  deleteEach,
  type SessionRecord,
  type SessionStore,
} from "@sessionkit/core/store";
import type { MappedModel } from "../models/map-model.ts";
import { deleteBefore } from "./deletions.ts";

/**
 * The seven verbs, without transactions: every atomic change is one statement. Ids of found rows are compared again, byte
 * for byte, because a database may ignore case or spaces in comparisons.
 */
export function sessionVerbs(sessions: MappedModel<SessionRecord>): SessionStore {
  const { model, select, name, encode, canHold, where, toRow, fromRow } = sessions;
  const idOnly = { [name("id")]: true };

  async function remove(id: string): Promise<number> {
    const { count } = await model.deleteMany({ where: where({ id }) });
    return count;
  }

  return {
    async insert(record) {
      // One statement on every provider. `create` also reads the row, on MySQL in a transaction.
      await model.createMany({ data: [toRow(record)] });
    },

    async find(id) {
      const row = await model.findUnique({ where: where({ id }), select });
      return row && row[name("id")] === id ? fromRow(row) : null;
    },

    async update(id, version, changes) {
      const { count } = await model.updateMany({
        where: where({ id, version }),
        data: toRow({ ...changeableFields(changes), version: version + 1 }),
      });
      if (count > 0) return "updated";
      // Versions only increase and ids are not reused, so the result is correct even if the row changed in between.
      const row = await model.findUnique({ where: where({ id }), select: idOnly });
      return row ? "conflict" : "missing";
    },

    delete: async (id) => (await remove(id)) > 0,

    async findByUser(userId, now) {
      if (!canHold("userId", userId)) return [];
      const rows = await model.findMany({
        where: {
          ...where({ userId }),
          [name("idleExpiresAt")]: { gt: encode("idleExpiresAt", now) },
          [name("absoluteExpiresAt")]: { gt: encode("absoluteExpiresAt", now) },
        },
        select,
        orderBy: [{ [name("createdAt")]: "desc" }],
      });
      return rows.map(fromRow).filter((record) => record.userId === userId);
    },

    async deleteByUser(userId, exceptId) {
      if (!canHold("userId", userId)) return [];
      const rows = await model.findMany({
        where: where({ userId }),
        select: { ...idOnly, [name("userId")]: true },
      });
      const ids = rows
        .filter((row) => String(row[name("userId")]) === userId)
        .map((row) => String(row[name("id")]))
        .filter((id) => id !== exceptId);
      return deleteEach(ids, remove);
    },

    async deleteExpired(before, limit) {
      // One statement per index: for both conditions in one, databases tend to read the whole table.
      const idle = await deleteBefore(sessions, "idleExpiresAt", before, limit);
      return idle + (await deleteBefore(sessions, "absoluteExpiresAt", before, limit - idle));
    },
  };
}
