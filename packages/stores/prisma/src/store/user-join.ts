import type { SessionRecord, UserJoin } from "@sessionkit/core";
import type { MappedModel } from "../models/map-model.ts";
import type { UserRelation } from "../options/read-user.ts";

/** Session and user by one query of Prisma's: one statement where it can join, two where it cannot. */
export function userJoin<User>(
  sessions: MappedModel<SessionRecord>,
  { relation, select }: UserRelation,
): UserJoin<User> {
  const { model, name, where, fromRow } = sessions;
  const both = { ...sessions.select, [relation]: select ? { select } : true };

  return {
    async findWithUser(id) {
      const row = await model.findUnique({ where: where({ id }), select: both });
      if (!row || row[name("id")] !== id) return null;
      const user = row[relation];
      if (Array.isArray(user)) throw new TypeError("The relation leads to many users, not to one.");
      return { record: fromRow(row), user: (user ?? null) as User | null };
    },
  };
}
