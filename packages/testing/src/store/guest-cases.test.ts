import type { SessionRecord, SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describeMutations } from "../contract/describe-mutations.ts";
import { guestCases } from "./guest-cases.ts";

describeMutations<SessionStore>(guestCases, createMemoryStore, {
  "users as text only": {
    breaks: "preserves a session without a user, also when it changes",
    by: withText,
  },
  "a delete that removes only sessions of users": {
    breaks: "removes a session without a user once",
    by: (store) => ({
      delete: async (id) => (await store.find(id))?.userId !== null && store.delete(id),
    }),
  },
  "a user whose id is the text of null": {
    breaks: "counts a session without a user as no session of any user",
    by: withText,
  },
});

function withText(store: SessionStore): Partial<SessionStore> {
  return {
    insert: (record: SessionRecord) => store.insert({ ...record, userId: String(record.userId) }),
  };
}
