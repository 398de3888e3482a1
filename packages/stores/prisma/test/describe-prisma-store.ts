import type { ActivityLog, RevocationFeed, SessionStore, UserJoin } from "@sessionkit/core";
import {
  describeActivityLog,
  describeRevocationFeed,
  describeStore,
  describeUserJoin,
} from "@sessionkit/testing";
import { beforeAll } from "vitest";
import type { PrismaClient } from "../generated/postgresql/client/client.ts";

type Store = SessionStore & UserJoin<User> & ActivityLog & RevocationFeed;
type User = NonNullable<Awaited<ReturnType<PrismaClient["user"]["findFirst"]>>>;

interface Subject {
  readonly store: Store;
  readonly insertUser: (user: User) => Promise<unknown>;
}

interface SharedSubject extends Subject {
  /** A second store on the same database, with separate connections. */
  readonly second: SessionStore & RevocationFeed;
}

/** Runs all store contracts on one database. */
export function describePrismaStore(
  name: string,
  open: () => Promise<SharedSubject>,
  createBrokenStore: () => Promise<Store>,
): void {
  let subject: SharedSubject;
  beforeAll(async () => {
    subject = await open();
  });
  const createPeer = () => subject.second;
  describeStore(name, () => subject.store, { createPeer, createBrokenStore });
  describeActivityLog(name, () => subject.store, { createBrokenStore });
  describeRevocationFeed(name, () => subject.store, { createPeer, createBrokenStore });
  describePrismaUsers(name, async () => subject, createBrokenStore);
}

/** Runs the contract that depends on how Prisma joins session and user. */
export function describePrismaUsers(
  name: string,
  open: () => Promise<Subject>,
  createBrokenStore: () => Promise<Store>,
): void {
  describeUserJoin(
    name,
    async () => {
      const { store, insertUser } = await open();
      let users = 0;
      return {
        store,
        async insertUser() {
          const user: User = {
            id: `user-${++users}`,
            name: "Ada 👩‍🚀",
            role: null,
            settings: { dark: true },
            joinedAt: new Date("2026-01-01T00:00:00.001Z"),
          };
          await insertUser(user);
          return { id: user.id, user };
        },
      };
    },
    { createBrokenStore },
  );
}
