import type { SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describeMutations } from "../contract/describe-mutations.ts";
import { turn } from "../contract/turn.ts";
import { deleteCases } from "./delete-cases.ts";

describeMutations<SessionStore>(deleteCases, createMemoryStore, {
  "delete that always returns true": {
    breaks: "returns true for the delete that removed the session, and false for any other",
    by: (store) => ({
      async delete(id) {
        await store.delete(id);
        return true;
      },
    }),
  },
  "delete that looks before it removes": {
    breaks: "returns true to one of 64 concurrent deletes",
    by: (store) => ({
      async delete(id) {
        const found = await store.find(id);
        await turn();
        await store.delete(id);
        return found !== null;
      },
    }),
  },
  "delete that removes nothing": {
    breaks: "finds a deleted session neither by its id nor by its user",
    by: (store) => ({ delete: async (id) => (await store.find(id)) !== null }),
  },
});
