import type { ActivityEntry, ActivityType } from "@sessionkit/core";

type Line = [
  at: number,
  sessionId: string,
  type: ActivityType,
  ip: string | null,
  userAgent: string | null,
];

/** A line of a log as Redis keeps it: by its id, under its user. */
export function encodeEntry({ at, sessionId, type, ip, userAgent }: ActivityEntry): string {
  return JSON.stringify([at.getTime(), sessionId, type, ip, userAgent] satisfies Line);
}

export function decodeEntry(id: string, userId: string, text: string): ActivityEntry {
  const [at, sessionId, type, ip, userAgent] = JSON.parse(text) as Line;
  return { id, userId, sessionId, type, at: new Date(at), ip, userAgent };
}
