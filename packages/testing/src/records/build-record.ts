import type { SessionRecord } from "@sessionkit/core";
import { START } from "../clock/fixed-clock.ts";
import { randomText } from "./random-text.ts";

const HOUR = 3_600_000;

/** The record of a session of a user. */
export type OwnedRecord = SessionRecord & { readonly userId: string };

/**
 * A session right after a sign-in at the start of the year 2100, with its own user and id. It lasts
 * seven days without activity and thirty with.
 */
export function buildRecord(overrides: Partial<OwnedRecord> = {}): OwnedRecord {
  const createdAt = overrides.createdAt ?? new Date(START);
  const at = (hours: number) => new Date(createdAt.getTime() + hours * HOUR);
  return {
    id: randomText(21),
    userId: `user-${randomText(8)}`,
    secretHash: randomText(43),
    version: 1,
    generation: 1,
    branch: 1,
    previousBranch: 0,
    rotatedAt: at(0),
    renewedAt: at(0),
    siblingsFrom: 0,
    siblingsHeld: false,
    seenGeneration: 0,
    seenBranch: 0,
    firstSeenAt: at(0),
    settledAt: at(0),
    createdAt,
    authenticatedAt: at(0),
    previousAuthenticatedAt: at(0),
    lastActiveAt: at(0),
    idleExpiresAt: at(7 * 24),
    absoluteExpiresAt: at(30 * 24),
    idleSeconds: 7 * 24 * 3_600,
    remember: true,
    ip: "203.0.113.7",
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    label: null,
    actorId: null,
    actorSessionId: null,
    boundKey: null,
    data: {},
    ...overrides,
  };
}

/** The same for a guest: a session without a user. */
export function buildGuest(overrides: Partial<Omit<SessionRecord, "userId">> = {}): SessionRecord {
  return { ...buildRecord(overrides), userId: null };
}
