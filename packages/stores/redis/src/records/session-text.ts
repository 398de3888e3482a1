import {
  changeableFields,
  type JsonObject,
  type SessionChanges,
  type SessionRecord,
} from "@sessionkit/core/store";

type Field = Exclude<keyof SessionRecord, "id">;

/** Version of the format below: increased if the order or meaning of the lines changes. */
const FORMAT = 1;

/**
 * The lines of a session after the first, in order. Append only: stored sessions have this order. The Lua scripts use the
 * positions of `userId`, `version` and the two expiries.
 */
export const FIELDS: readonly Field[] = [
  "userId",
  "version",
  "idleExpiresAt",
  "absoluteExpiresAt",
  "secretHash",
  "generation",
  "branch",
  "previousBranch",
  "rotatedAt",
  "renewedAt",
  "siblingsFrom",
  "siblingsHeld",
  "seenGeneration",
  "seenBranch",
  "firstSeenAt",
  "settledAt",
  "createdAt",
  "authenticatedAt",
  "previousAuthenticatedAt",
  "lastActiveAt",
  "idleSeconds",
  "remember",
  "ip",
  "userAgent",
  "data",
  "label",
  "actorId",
  "actorSessionId",
  "boundKey",
];

/**
 * Encodes a session as a JSON array with one member per line. Reads parse it as a whole with `JSON.parse`. Updates replace
 * lines in Lua, whose own JSON library would lose digits of timestamps and confuse `[]` with `{}`.
 */
export function encodeSession(record: SessionRecord): string {
  return `[${[FORMAT, ...FIELDS.map((field) => toLine(record[field]))].join("\n")}\n]`;
}

/** Decodes a session. Throws `TypeError`, without the text, if it is not one: an invalid value is an error, not null. */
export function decodeSession(id: string, text: string): SessionRecord {
  const list = parse(text);
  if (list[0] !== FORMAT || list.length !== FIELDS.length + 1) {
    throw new TypeError("A value in Redis is not a session in the format of this version.");
  }
  // By position and not by name: this runs on every request.
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
    label: list[26] as string | null,
    actorId: list[27] as string | null,
    actorSessionId: list[28] as string | null,
    boundKey: list[29] as string | null,
  };
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

/** Returns the number and the text of each changed line, alternating. Omits members that an update cannot change. */
export function changedLines(changes: SessionChanges): (string | number)[] {
  const changeable: Partial<SessionRecord> = changeableFields(changes);
  return FIELDS.flatMap((field) => {
    const value = changeable[field];
    return value === undefined ? [] : [lineOf(field), toLine(value)];
  });
}

function parse(text: string): unknown[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : [];
  } catch (error) {
    // The message would contain the value.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
