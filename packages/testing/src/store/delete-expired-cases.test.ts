import type { SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describeMutations } from "../contract/describe-mutations.ts";
import { turn } from "../contract/turn.ts";
import { deleteExpiredCases } from "./delete-expired-cases.ts";

describeMutations<SessionStore>(deleteExpiredCases, createMemoryStore, {
  "deleteExpired without a bound": {
    breaks: "removes no more expired sessions at once than the limit allows",
    by: (store) => ({ deleteExpired: (before) => store.deleteExpired(before, 1_000) }),
  },
  "deleteExpired that treats 0 as no bound": {
    breaks: "removes no more expired sessions at once than the limit allows",
    by: (store) => ({
      deleteExpired: (before, limit) => store.deleteExpired(before, limit || 1_000),
    }),
  },
  "deleteExpired that removes what expires at the given time": {
    breaks: "removes sessions expired by either limit, counts them, and keeps the others",
    by: (store) => ({
      deleteExpired: (before, limit) => store.deleteExpired(new Date(before.getTime() + 1), limit),
    }),
  },
  "deleteExpired that counts nothing": {
    breaks: "removes sessions expired by either limit, counts them, and keeps the others",
    by: (store) => ({
      deleteExpired: async (before, limit) => Math.min(0, await store.deleteExpired(before, limit)),
    }),
  },
  "deleteExpired that counts before it removes": {
    breaks: "counts an expired session in one of several concurrent calls",
    by(store) {
      let expired = 0;
      return {
        async insert(record) {
          expired += 1;
          await store.insert(record);
        },
        async deleteExpired(before, limit) {
          const count = expired;
          await turn();
          await store.deleteExpired(before, limit);
          expired = 0;
          return count;
        },
      };
    },
  },
});
