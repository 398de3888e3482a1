import {
  NOTIFY_REVOCATION,
  type PublishedRevocation,
  type RevocationStatements,
} from "@sessionkit/core/store";
import { type Client, retry } from "../models/delegate.ts";
import type { MappedModel } from "../models/map-model.ts";
import { deleteBefore } from "./deletions.ts";

/** @param notifying the client, if an insert notifies the processes that listen */
export function revocationStatements(
  revocations: MappedModel<PublishedRevocation>,
  notifying: Client | undefined,
): RevocationStatements {
  const { model, delegate, select, name, encode, where, toRow, fromRow } = revocations;
  const publishedAt = name("publishedAt");
  const id = name("id");

  return {
    // Without `publishedAt`, which the database sets.
    async insert(entry) {
      const query = { data: [toRow(entry)] };
      if (!notifying) return model.createMany(query);
      return retry(() =>
        notifying.$transaction([
          delegate.createMany(query),
          notifying.$executeRawUnsafe(`SELECT ${NOTIFY_REVOCATION}`),
        ]),
      );
    },

    remove: async (entryId) => model.deleteMany({ where: where({ id: entryId }) }),

    async selectAfter(position, limit) {
      const time = encode("publishedAt", position.publishedAt);
      const rows = await model.findMany({
        // The first condition lets the database start in the index. The second excludes rows before the position.
        where: {
          [publishedAt]: { gte: time },
          OR: [{ [publishedAt]: { gt: time } }, { [id]: { gt: encode("id", position.id) } }],
        },
        select,
        orderBy: [{ [publishedAt]: "asc" }, { [id]: "asc" }],
        take: limit,
      });
      return rows.map(fromRow);
    },

    deleteRevocations: async (before, limit) => deleteBefore(revocations, "until", before, limit),
  };
}
