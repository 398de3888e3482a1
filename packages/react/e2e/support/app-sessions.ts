import {
  createSessions,
  type Duration,
  type JsonObject,
  type StoredSessions,
} from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";

/** The type that the page imports. */
export type AppSessions = StoredSessions<User, { readonly role: string }, JsonObject, User>;

type User = { readonly id: string; readonly name: string };

export interface AppSessionsOptions {
  readonly lifetime?: {
    readonly access?: Duration;
    readonly idle?: Duration;
    readonly absolute?: Duration;
  };
}

const users = new Map<string, User>([["ada", { id: "ada", name: "Ada" }]]);

export function createAppSessions(
  { lifetime = {} }: AppSessionsOptions,
  clock: () => number,
): AppSessions {
  return createSessions({
    strategy: "jwt",
    secret: "Zk3vQ9rTn5LwXc7BhM2dYs8JpGfEuA4K",
    store: createMemoryStore(),
    clock,
    loadUser: (id: string) => users.get(id) ?? null,
    claims: (user) => ({ role: user.id === "ada" ? "admin" : "member" }),
    publicUser: (user) => user,
    lifetime,
  });
}
