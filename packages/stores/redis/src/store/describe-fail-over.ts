import { randomBytes } from "node:crypto";
import { createSessions, type SessionRequest } from "@sessionkit/core";
import type { OwnServer } from "@sessionkit/test-servers";
import { Redis } from "ioredis";
import { expect, it, vi } from "vitest";
import type { RedisClient } from "../client/redis-client.ts";
import { createRedisStore } from "./create-redis-store.ts";

/** A primary that is about to fail, its replica, and a client that finds whichever is the primary. */
interface FailOver {
  readonly primary: OwnServer;
  readonly replica: OwnServer;
  readonly client: RedisClient;
  /** Whether this server, rather than another of a Cluster, keeps the session. */
  readonly keeps: (sessionId: string) => boolean;
}

const request: SessionRequest = { method: "POST", header: () => null };
const MINUTE = 60_000;

/**
 * What users see of a fail-over to a replica that had not heard of the last writes. The replica is stopped and cut
 * off before them, so it cannot have any of them in a buffer. Spoils the servers for other tests.
 */
export function describeFailOver(name: string, getServers: () => FailOver): void {
  it(`loses the sign-ins and sign-outs of the last moment with a fail-over of ${name}, and signs nobody else out`, async () => {
    const { primary, replica, client, keeps } = getServers();
    const { sessions, store, advance, healed, signInMany, refresh } = startService(client);

    const idle = await signInMany("idle");
    const active = await signInMany("active");
    const ending = await signInMany("ending");
    const ended = await signInMany("ended");
    for (const { id } of ended) await sessions.revoke(id);
    advance(15 * MINUTE);
    await hasCaughtUp(primary);

    await replica.pause();
    await tell(primary, "CLIENT", "KILL", "TYPE", "replica");
    for (const user of active) expect(await refresh(user)).toBe("authenticated");
    for (const { id } of ending) expect(await sessions.revoke(id)).toBe(true);
    const late = await signInMany("late");
    await primary.kill();
    await replica.resume();

    // The first answer is of the new primary: commands wait until there is one.
    const known = async (users: User[]) => {
      const found = await Promise.all(users.map(({ id }) => store.find(id)));
      return users.filter((_, i) => found[i]);
    };
    const isLost = ({ id }: User) => keeps(id);
    expect(active.filter(isLost)).not.toEqual([]);
    expect(late.filter(isLost)).not.toEqual([]);
    expect(await known(idle)).toEqual(idle);
    expect(await known(active)).toEqual(active);
    expect(await known(ended)).toEqual([]);
    expect(await known(ending)).toEqual(ending.filter(isLost));
    const kept = late.filter((user) => !isLost(user));
    expect(await known(late)).toEqual(kept);

    advance(15 * MINUTE);
    for (const user of [...idle, ...active, ...kept]) {
      expect(await refresh(user)).toBe("authenticated");
    }
    expect(healed).toEqual(active.filter(isLost).map(({ id }) => id));
    for (const user of ended) expect(await refresh(user)).toBe("unauthenticated");

    // Some of the index was rolled back too, and came back with the refreshes.
    for (const user of [...idle, ...active, ...kept]) {
      expect(await sessions.revokeUser(user.userId)).toBe(1);
      expect(await refresh(user)).toBe("unauthenticated");
    }
  });
}

interface User {
  readonly userId: string;
  /** Of their session. */
  readonly id: string;
  sessionToken: string;
}

function startService(client: RedisClient) {
  let now = Date.now();
  const healed: (string | null)[] = [];
  const store = createRedisStore(client, { prefix: "fail-over:" });
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
    /** As the user's own browser: with the last token that it was given. */
    async refresh(user: User): Promise<string> {
      const outcome = await sessions.refresh(request, user.sessionToken);
      if (outcome.status === "authenticated") {
        user.sessionToken = outcome.tokens?.sessionToken ?? user.sessionToken;
      }
      return outcome.status;
    },
  };
}

/** The replica knows everything that the primary was told before this call. */
async function hasCaughtUp(primary: OwnServer): Promise<void> {
  const replication = async () => String(await tell(primary, "INFO", "replication"));
  const offset = (pattern: RegExp, info: string) => Number(pattern.exec(info)?.[1]);
  const written = offset(/master_repl_offset:(\d+)/, await replication());
  await vi.waitUntil(async () => offset(/,offset=(\d+)/, await replication()) >= written, 10_000);
}

async function tell({ url }: OwnServer, command: string, ...args: string[]): Promise<unknown> {
  const redis = new Redis(url);
  try {
    return await redis.call(command, ...args);
  } finally {
    redis.disconnect();
  }
}
