import type { SessionStore, UserJoin } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describeMutations } from "../contract/describe-mutations.ts";
import { describeUserJoin } from "./describe-user-join.ts";
import { userJoinContract } from "./user-join-contract.ts";
import type { UserJoinSubject } from "./user-join-subject.ts";

interface User {
  id: string;
  name: string;
}

type Store = SessionStore & UserJoin<User>;
type Join = Store["findWithUser"];

describeUserJoin("a memory store with users", createSubject);

describeMutations<UserJoinSubject<User>>(userJoinContract<User>(), createSubject, {
  "a user that is only an id": {
    breaks: "finds a session together with its user",
    by: joining((join) => async (id) => {
      const found = await join(id);
      return found && { ...found, user: found.user && { id: found.user.id, name: "" } };
    }),
  },
  "a session without data": {
    breaks: "finds the same session as find does",
    by: joining((join) => async (id) => {
      const found = await join(id);
      return found && { ...found, record: { ...found.record, ip: "" } };
    }),
  },
  "a user for one session only": {
    breaks: "finds one user for each of several sessions",
    by(subject) {
      const seen = new Set<string>();
      return joining((join) => async (id) => {
        const found = await join(id);
        if (!found?.user || !seen.has(found.user.id)) {
          seen.add(found?.user?.id ?? "");
          return found;
        }
        return { ...found, user: null };
      })(subject);
    },
  },
  "an inner join": {
    breaks: "returns null for a deleted user, and still the session",
    by: joining((join) => async (id) => {
      const found = await join(id);
      return found?.user ? found : null;
    }),
  },
  "a user of nothing but nulls": {
    breaks: "returns null for a deleted user, and still the session",
    by: joining((join) => async (id) => {
      const found = await join(id);
      return found && { ...found, user: found.user ?? ({ id: null, name: null } as never) };
    }),
  },
  "an inner join, but for users that were deleted": {
    breaks: "finds the session of a guest, without a user",
    by: joining((join) => async (id) => {
      const found = await join(id);
      return found?.record.userId === null ? null : found;
    }),
  },
  "a join that finds no guest": {
    breaks: "keeps a guest, whose data the user has after the sign-in (jwt)",
    by: joining((join) => async (id) => {
      const found = await join(id);
      return found?.record.userId === null ? null : found;
    }),
  },
  "a join that takes a guest for a user": {
    breaks: "keeps a guest, whose data the user has after the sign-in (database)",
    by: joining((join) => async (id) => {
      const found = await join(id);
      return found && { ...found, record: { ...found.record, userId: found.record.userId ?? "" } };
    }),
  },
  "a right join": {
    breaks: "returns null without a session, even if the user exists",
    by: joining((join) => async (id) => {
      return (await join(id)) ?? ({ record: null, user: { id: "a", name: "A" } } as never);
    }),
  },
});

function createSubject(): UserJoinSubject<User> {
  const users = new Map<string, User>();
  const store = createMemoryStore();
  return {
    store: {
      ...store,
      async findWithUser(id) {
        const record = await store.find(id);
        return record && { record, user: users.get(record.userId ?? "") ?? null };
      },
    },
    async insertUser() {
      const user = { id: `user-${users.size}`, name: `User ${users.size}` };
      users.set(user.id, user);
      return { id: user.id, user };
    },
  };
}

function joining(change: (join: Join) => Join) {
  return ({ store }: UserJoinSubject<User>) => ({
    store: { ...store, findWithUser: change(store.findWithUser) },
  });
}
