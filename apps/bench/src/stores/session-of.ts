import type { SessionRecord } from "@sessionkit/core";

const DAY = 86_400_000;

/** A typical session record, number `index` of many. */
export function sessionOf(
  index: number,
  user: number = index,
  now: number = Date.now(),
): SessionRecord {
  const at = (days: number) => new Date(now + days * DAY);
  const id = `s${String(index).padStart(20, "0")}`;
  return {
    id,
    userId: `user-${user}`,
    secretHash: id.padEnd(43, "h"),
    version: 1,
    generation: 17,
    branch: 1,
    previousBranch: 1,
    rotatedAt: at(0),
    renewedAt: at(-1),
    siblingsFrom: 0,
    siblingsHeld: false,
    seenGeneration: 17,
    seenBranch: 1,
    firstSeenAt: at(0),
    settledAt: at(0),
    createdAt: at(-1),
    authenticatedAt: at(-1),
    previousAuthenticatedAt: at(-1),
    lastActiveAt: at(0),
    idleExpiresAt: at(7),
    absoluteExpiresAt: at(29),
    idleSeconds: 604_800,
    remember: true,
    ip: "203.0.113.7",
    userAgent:
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36",
    label: null,
    actorId: null,
    actorSessionId: null,
    boundKey: null,
    data: { theme: "dark" },
  };
}
