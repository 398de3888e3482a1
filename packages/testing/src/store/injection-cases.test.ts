import type { SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describeMutations } from "../contract/describe-mutations.ts";
import { injectionCases } from "./injection-cases.ts";

describeMutations<SessionStore>(
  injectionCases,
  createMemoryStore,
  {
    "ids that are patterns": {
      breaks: "treats wildcards alone as an unknown id",
      by: (store) => {
        const ids: string[] = [];
        return {
          async insert(record) {
            ids.push(record.id);
            await store.insert(record);
          },
          delete: (id) => store.delete(id === "%" ? (ids.at(-1) ?? "") : id),
        };
      },
    },
  },
  /^treats (?!wildcards)/,
);
