import type { SessionRecord, UserJoin } from "@sessionkit/core";
import type { MappedModel } from "../models/map-model.ts";
import type { UserRelation } from "../options/read-models.ts";

/** Reads session and user with one query: Prisma sends one statement if it can join them, otherwise two. */
export function userJoin<User>(
  sessions: MappedModel<SessionRecord>,
  { relation, select }: UserRelation,
): UserJoin<User> {
  const { model, name, where, fromRow } = sessions;
  const sessionAndUser = { ...sessions.select, [relation]: select ? { select } : true };

  return {
    async findWithUser(id) {
      const row = await model.findUnique({ where: where({ id }), select: sessionAndUser });
      if (!row || row[name("id")] !== id) return null;
      const user = row[relation];
      if (Array.isArray(user))
        throw new TypeError("The relation is to many users. Use one to one user.");
      return { record: fromRow(row), user: (user ?? null) as User | null };
    },
  };
}
