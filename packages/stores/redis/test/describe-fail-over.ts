import { randomBytes } from "node:crypto";
import { createSessions, type SessionRequest } from "@sessionkit/core";
import type { OwnServer } from "@sessionkit/test-servers";
import { expect, it, vi } from "vitest";
import type { RedisClient } from "../src/client/redis-client.ts";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { send } from "./send.ts";

/** A primary, its replica, and a client that connects to the current primary. */
interface FailOver {
  readonly primary: OwnServer;
  readonly replica: OwnServer;
  readonly client: RedisClient;
  /** Resolves when the replica has become the primary. */
  readonly failOver: () => Promise<void>;
  /** Prefix with which `primary`, and not another server of a Cluster, stores the revocation feed. */
  readonly prefix: string;
  /** Whether `primary`, and not another server of a Cluster, stores the session. */
  readonly stores: (sessionId: string) => boolean;
}

const request: SessionRequest = { method: "POST", header: () => null };
const MINUTE = 60_000;

/**
 * A fail-over to a replica without the last writes. The replica is paused and its connection closed before them, so it
 * cannot have them in a buffer. Other tests cannot use the servers afterwards.
 */
export function describeFailOver(name: string, getServers: () => FailOver): void {
  it(`loses the last sign-ins and revocations in a fail-over of ${name}, and ends no other session`, async () => {
    const { primary, replica, client, failOver, prefix, stores } = getServers();
    const { sessions, store, advance, healed, signInMany, refresh } = startService(client, prefix);

    const idle = await signInMany("idle");
    const active = await signInMany("active");
    const ending = await signInMany("ending");
    const ended = await signInMany("ended");
    for (const { id } of ended) await sessions.revoke(id);
    advance(15 * MINUTE);
    await hasCaughtUp(primary);

    await replica.pause();
    await send(primary, "CLIENT", "KILL", "TYPE", "replica");
    for (const user of active) expect(await refresh(user)).toBe("authenticated");
    for (const { id } of ending) expect(await sessions.revoke(id)).toBe(true);
    const late = await signInMany("late");
    const { cursor } = await store.readRevocations(null, 1_000);
    await primary.kill();
    await replica.resume();
    await failOver();

    const existing = async (users: User[]) => {
      const found = await Promise.all(users.map(({ id }) => store.find(id)));
      return users.filter((_, i) => found[i]);
    };
    // The commands of node-redis reject until it is connected to the new primary.
    await vi.waitFor(() => existing(idle), { timeout: 60_000, interval: 100 });
    const isLost = ({ id }: User) => stores(id);
    expect(active.filter(isLost)).not.toEqual([]);
    expect(late.filter(isLost)).not.toEqual([]);
    expect(await existing(idle)).toEqual(idle);
    expect(await existing(active)).toEqual(active);
    expect(await existing(ended)).toEqual([]);
    expect(await existing(ending)).toEqual(ending.filter(isLost));
    const others = late.filter((user) => !isLost(user));
    expect(await existing(late)).toEqual(others);
    const kept = others.filter((user) => user !== late[0]);

    // The entry at the cursor was lost. So the reader receives all that are left, also those that it had.
    await sessions.revoke(late[0]?.id ?? "");
    const { entries } = await store.readRevocations(cursor, 1_000);
    const left = [...ended, late[0]].map((user) => `session:${user?.id}`);
    expect(entries.map(({ subject }) => subject)).toEqual(left);

    advance(15 * MINUTE);
    for (const user of [...idle, ...active, ...kept]) {
      expect(await refresh(user)).toBe("authenticated");
    }
    expect(healed).toEqual(active.filter(isLost).map(({ id }) => id));
    for (const user of ended) expect(await refresh(user)).toBe("unauthenticated");

    // Parts of the indexes were lost too, and were restored by the refreshes.
    for (const user of [...idle, ...active, ...kept]) {
      expect(await sessions.revokeUser(user.userId)).toBe(1);
      expect(await refresh(user)).toBe("unauthenticated");
    }
  });
}

interface User {
  readonly userId: string;
  /** Id of the user's session. */
  readonly id: string;
  sessionToken: string;
}

function startService(client: RedisClient, prefix: string) {
  let now = Date.now();
  const healed: (string | null)[] = [];
  const store = createRedisStore(client, { prefix });
  const sessions = createSessions({
    strategy: "jwt",
    secret: randomBytes(32).toString("base64url"),
    store,
    clock: () => now,
    timeout: "1m",
    onEvent: ({ type, sessionId }) => type === "session.healed" && healed.push(sessionId),
  });

  async function signIn(userId: string): Promise<User> {
    const { session, tokens } = await sessions.create(userId);
    return { userId, id: session.id, sessionToken: tokens?.sessionToken ?? "" };
  }

  return {
    store,
    sessions,
    healed,
    advance(milliseconds: number) {
      now += milliseconds;
    },
    signInMany: (group: string) =>
      Promise.all(Array.from({ length: 16 }, (_, i) => signIn(`${group}-${i}`))),
    /** Refreshes as the user's browser: with the last token that it received. */
    async refresh(user: User): Promise<string> {
      const outcome = await sessions.refresh(request, user.sessionToken);
      if (outcome.status === "authenticated") {
        user.sessionToken = outcome.tokens?.sessionToken ?? user.sessionToken;
      }
      return outcome.status;
    },
  };
}

/** Resolves when the replica has all writes that the primary received before this call. */
async function hasCaughtUp(primary: OwnServer): Promise<void> {
  const replication = async () => String(await send(primary, "INFO", "replication"));
  const offset = (pattern: RegExp, info: string) => Number(pattern.exec(info)?.[1]);
  const written = offset(/master_repl_offset:(\d+)/, await replication());
  await vi.waitUntil(async () => offset(/,offset=(\d+)/, await replication()) >= written, 60_000);
}
