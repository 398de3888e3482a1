import type { JsonObject, SessionRecord } from "@sessionkit/core/store";
import { parseList } from "./parse-list.ts";

/** Version of the format below, in the first line: increased if the order or meaning of the lines changes. */
const FORMAT = 1;

type Field = Exclude<keyof SessionRecord, "id">;

/** The members in the order of their lines. */
export const FIELDS: readonly Field[] = Object.keys(toRecord("", [])).slice(1) as Field[];

/**
 * Encodes a session as a JSON array with one member per line. Reads parse it as a whole with `JSON.parse`. Updates replace
 * lines in Lua, whose own JSON library would lose digits of timestamps and confuse `[]` with `{}`.
 */
export function encodeSession(record: SessionRecord): string {
  return `[${[FORMAT, ...FIELDS.map((field) => toLine(record[field]))].join("\n")}\n]`;
}

/** Decodes a session. Throws `TypeError`, without the text, if it is not one. */
export function decodeSession(id: string, text: string): SessionRecord {
  return toRecord(id, parseList(text, FORMAT, FIELDS.length + 1));
}

/** Returns the number of a member's line, from 1 as in Lua. */
export function lineOf(field: Field): number {
  return FIELDS.indexOf(field) + 2;
}

/** Encodes one line. It begins with the comma of the JSON array and contains no line break. */
export function toLine(value: unknown): string {
  if (value instanceof Date) return `,${value.getTime()}`;
  if (typeof value === "boolean") return value ? ",1" : ",0";
  return `,${JSON.stringify(value)}`;
}

/** Returns the number and the text of each line that has a value, alternating. */
export function toLines(values: Partial<SessionRecord>): (string | number)[] {
  return FIELDS.flatMap((field) => {
    const value = values[field];
    return value === undefined ? [] : [lineOf(field), toLine(value)];
  });
}

/**
 * Returns the session with these lines. Its members are in the order of the lines. Append only: stored sessions have this
 * order, and a script reads the user in the second line. By position and not by name: this runs on every request.
 */
function toRecord(id: string, line: readonly unknown[]): SessionRecord {
  return {
    id,
    userId: line[1] as string | null,
    version: line[2] as number,
    idleExpiresAt: new Date(line[3] as number),
    absoluteExpiresAt: new Date(line[4] as number),
    secretHash: line[5] as string,
    generation: line[6] as number,
    branch: line[7] as number,
    previousBranch: line[8] as number,
    rotatedAt: new Date(line[9] as number),
    renewedAt: new Date(line[10] as number),
    siblingsFrom: line[11] as number,
    siblingsHeld: line[12] === 1,
    seenGeneration: line[13] as number,
    seenBranch: line[14] as number,
    firstSeenAt: new Date(line[15] as number),
    settledAt: new Date(line[16] as number),
    createdAt: new Date(line[17] as number),
    authenticatedAt: new Date(line[18] as number),
    previousAuthenticatedAt: new Date(line[19] as number),
    lastActiveAt: new Date(line[20] as number),
    idleSeconds: line[21] as number,
    remember: line[22] === 1,
    ip: line[23] as string | null,
    userAgent: line[24] as string | null,
    data: line[25] as JsonObject,
    label: line[26] as string | null,
    actorId: line[27] as string | null,
    actorSessionId: line[28] as string | null,
    boundKey: line[29] as string | null,
  };
}
