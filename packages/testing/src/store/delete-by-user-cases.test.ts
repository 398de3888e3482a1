import type { SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describeMutations } from "../contract/describe-mutations.ts";
import { turn } from "../contract/turn.ts";
import { deleteByUserCases } from "./delete-by-user-cases.ts";

describeMutations<SessionStore>(deleteByUserCases, createMemoryStore, {
  "deleteByUser that ignores its exception": {
    breaks: "ends all sessions of a user but one",
    by: (store) => ({ deleteByUser: (userId) => store.deleteByUser(userId) }),
  },
  "deleteByUser that ends the exception of another user": {
    breaks: "keeps no session for an exception that is not the user's",
    by: (store) => ({
      async deleteByUser(userId, exceptId) {
        if (exceptId) await store.delete(exceptId);
        return store.deleteByUser(userId);
      },
    }),
  },
  "deleteByUser that lists before it removes": {
    breaks: "returns each id to one of several concurrent calls",
    by: listThenDelete,
  },
  "deleteByUser that counts what another call removed": {
    breaks: "reports a session that is deleted concurrently in one place only",
    by: listThenDelete,
  },
  "deleteByUser that skips the expired": {
    breaks: "ends expired sessions with the others",
    by: (store) => ({
      async deleteByUser(userId) {
        const records = await store.findByUser(userId, new Date(Date.UTC(2100, 0, 1)));
        for (const { id } of records) await store.delete(id);
        return records.map(({ id }) => id);
      },
    }),
  },
  "deleteByUser that returns nothing": {
    breaks: "ends all sessions of a user and returns their ids",
    by: (store) => ({
      async deleteByUser(userId) {
        await store.deleteByUser(userId);
        return [];
      },
    }),
  },
  "deleteByUser that treats a user id as a prefix": {
    breaks: "does not change the sessions of other users",
    by(store) {
      const userIds: string[] = [];
      return {
        async insert(record) {
          if (record.userId !== null) userIds.push(record.userId);
          await store.insert(record);
        },
        deleteByUser: async (userId) =>
          (
            await Promise.all(
              userIds
                .filter((one) => one.startsWith(userId.slice(0, 5)))
                .map((one) => store.deleteByUser(one)),
            )
          ).flat(),
      };
    },
  },
  "deleteByUser that fails for a user without sessions": {
    breaks: "returns no ids for a user without sessions, and when repeated",
    by: (store) => ({
      async deleteByUser(userId) {
        const ids = await store.deleteByUser(userId);
        if (ids.length === 0) throw new Error("Not found.");
        return ids;
      },
    }),
  },
});

function listThenDelete(store: SessionStore): Partial<SessionStore> {
  return {
    async deleteByUser(userId, exceptId) {
      const ids = (await store.findByUser(userId, new Date(0))).map(({ id }) => id);
      await turn();
      await store.deleteByUser(userId, exceptId);
      return ids.filter((id) => id !== exceptId);
    },
  };
}
