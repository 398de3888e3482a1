import type { JsonObject, SessionRecord } from "@sessionkit/core";
import { FIELDS, toLine } from "./field-lines.ts";

/** How the lines are to be read; another number would be another order or meaning. */
const FORMAT = 1;

/**
 * A session as Redis keeps it: one JSON list, a member per line. Read whole by the fastest parser there is, and
 * changed by line in Lua, whose own JSON would lose digits of dates and confuse `[]` with `{}`.
 */
export function encodeSession(record: SessionRecord): string {
  return `[${[FORMAT, ...FIELDS.map((field) => toLine(record[field]))].join("\n")}\n]`;
}

/** Throws for what is not a session: a broken value is an error, not an absent session. */
export function decodeSession(id: string, text: string): SessionRecord {
  const list = parse(text);
  if (list[0] !== FORMAT || list.length !== FIELDS.length + 1) {
    throw new TypeError("There is a value in Redis that is not a session of this version.");
  }
  // By place and not by name: this is on the way of every request.
  return {
    id,
    userId: list[1] as string,
    secretHash: list[5] as string,
    version: list[2] as number,
    generation: list[6] as number,
    branch: list[7] as number,
    previousBranch: list[8] as number,
    rotatedAt: new Date(list[9] as number),
    renewedAt: new Date(list[10] as number),
    siblingsFrom: list[11] as number,
    siblingsHeld: list[12] === 1,
    seenGeneration: list[13] as number,
    seenBranch: list[14] as number,
    firstSeenAt: new Date(list[15] as number),
    settledAt: new Date(list[16] as number),
    createdAt: new Date(list[17] as number),
    authenticatedAt: new Date(list[18] as number),
    previousAuthenticatedAt: new Date(list[19] as number),
    lastActiveAt: new Date(list[20] as number),
    idleExpiresAt: new Date(list[3] as number),
    absoluteExpiresAt: new Date(list[4] as number),
    idleSeconds: list[21] as number,
    remember: list[22] === 1,
    ip: list[23] as string | null,
    userAgent: list[24] as string | null,
    data: list[25] as JsonObject,
  };
}

function parse(text: string): unknown[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : [];
  } catch (error) {
    // Its message would quote the value.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
